import { expect, it } from 'vitest';
import type { RunSummary } from '../api/types';
import { opened } from './view';

const run = { id: 'a', symbols: ['KO', 'SPX'], engine: 'spark', interval: '1wk' } as RunSummary;

it('opens a run with the settings it was made with', () => {
  expect(opened('a', [run])).toEqual({
    run: 'a',
    universe: ['KO', 'SPX'],
    engine: 'spark',
    interval: '1wk',
  });
});

it('opens a run that is not listed, or that the form cannot ask for, with the form as it is', () => {
  expect(opened('b', [run])).toEqual({ run: 'b' });
  expect(opened('a', [{ ...run, interval: '1s' }])).toEqual({ run: 'a' });
});
