import { expect, it } from 'vitest';
import type { ForecastStep } from '../api/types';
import { outcomeOf } from './ledger';

const steps = [{ step: 5, lower_90: 60, upper_90: 64 }] as ForecastStep[];

it('waits for the outcome', () => {
  expect(outcomeOf({ steps, outcome: null })).toEqual({ text: 'not known yet', inside: null });
});

it('counts the bounds as inside', () => {
  expect(outcomeOf({ steps, outcome: { price: 60 } })).toEqual({ text: '60.00', inside: true });
  expect(outcomeOf({ steps, outcome: { price: 59.99 } }).inside).toBe(false);
});
