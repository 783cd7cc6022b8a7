import { expect, it } from 'vitest';
import { outcomeOf } from './ledger';

it('waits for the outcome', () => {
  expect(outcomeOf({ outcome: null, lower_90: 1, upper_90: 2 })).toEqual({
    text: 'not yet',
    inside: null,
  });
});

it('counts the bounds as inside', () => {
  expect(outcomeOf({ outcome: 60, lower_90: 60, upper_90: 64 }).inside).toBe(true);
  expect(outcomeOf({ outcome: 59.99, lower_90: 60, upper_90: 64 }).inside).toBe(false);
});
