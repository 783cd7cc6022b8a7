import { expect, it } from 'vitest';
import { streamState } from './testing';
import { refusedText, verdictOf } from './verdict';

it('names the worst thing first', () => {
  expect(verdictOf(streamState({}))).toEqual({ tone: 'ok', word: 'connected' });
  expect(verdictOf(streamState({ ticks_missing: 3 })).word).toBe('with gaps');
  expect(verdictOf(streamState({ problem: 'x', ticks_missing: 3 })).word).toBe('in trouble');
  expect(verdictOf(streamState({ connected: false, problem: 'x' })).word).toBe('reconnecting');
  expect(verdictOf(streamState({ running: false, connected: false })).tone).toBe('bad');
});

it('lists reasons by how often they came', () => {
  expect(refusedText({ time: 1, price: 2, odd: 1 })).toBe('2 by price, 1 by time, 1 by odd');
  expect(refusedText({})).toBe('');
});
