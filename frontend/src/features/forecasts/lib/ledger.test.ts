import { expect, it } from 'vitest';
import type { ForecastStep, StepOutcome } from '../api/types';
import { outcomeOf } from './ledger';

const steps = [{ step: 4 }, { step: 5, lower_90: 60, upper_90: 64 }] as ForecastStep[];
const came = (...known: Partial<StepOutcome>[]) => ({
  steps,
  outcome: { complete: known.length === 2, steps: known as StepOutcome[] },
});

it('waits for the outcome', () => {
  expect(outcomeOf({ steps, outcome: null })).toEqual({ text: 'not known yet', inside: null });
});

it('says so while only the first steps are known', () => {
  expect(outcomeOf(came({ step: 4, price: 61 }))).toEqual({ text: 'partly known', inside: null });
});

it('shows the last step as it was judged', () => {
  expect(outcomeOf(came({ step: 4 }, { step: 5, price: 60, inside_90: true }))).toEqual({
    text: '60.00',
    inside: true,
  });
});

it('names a session without a close', () => {
  expect(outcomeOf(came({ step: 4 }, { step: 5, price: null, inside_90: null })).text).toBe(
    'no close that day',
  );
});
