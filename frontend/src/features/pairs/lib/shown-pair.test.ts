import { expect, it } from 'vitest';
import { readState } from '@/lib/url-state';
import { pairShown } from './shown-pair';
import { pairsView } from './view';

const bare = readState(pairsView, {});
const stream = ['BTCUSDT', 'ETHUSDT'].map((symbol) => ({
  symbol,
  intervals: ['1s', '1m'] as ('1s' | '1m')[],
}));

it('is the live pair where its bars are there', () => {
  const shown = { y: 'BTCUSDT', x: 'ETHUSDT', interval: '1m' };
  expect(pairShown(bare, stream, ['KO', 'PEP'])).toEqual(shown);
});

it('is two watched symbols by the day where there are no such bars', () => {
  const empty = stream.map((one) => ({ ...one, intervals: [] }));
  expect(pairShown(bare, empty, ['KO', 'PEP', 'XOM'])).toEqual({
    y: 'KO',
    x: 'PEP',
    interval: '1d',
  });
  expect(pairShown({ ...bare, interval: '1d' }, stream, ['KO', 'PEP'])?.y).toBe('KO');
  expect(pairShown(bare, empty, ['KO'])).toBeNull();
});

it('is what the address names', () => {
  const named = { ...bare, y: 'KO', x: 'XOM', interval: '1d' as const };
  expect(pairShown(named, [], [])).toEqual({ y: 'KO', x: 'XOM', interval: '1d' });
  expect(pairShown({ ...bare, x: 'BTCUSDT' }, [], [])?.y).toBe('ETHUSDT');
});
