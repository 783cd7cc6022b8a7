import { expect, test } from 'vitest';
import type { Schema } from '@/types/schema';
import { newsLines, type Outcome, placeOf } from './news';

const outcome = (symbol: string, price: number, at = '2022-03-08T21:00:00Z'): Outcome => ({
  symbol,
  model: 'ridge',
  as_of: '2022-03-07T21:00:00Z',
  at,
  last_price: 100,
  predicted_price: 101,
  lower_90: 95,
  upper_90: 107,
  price,
  currency: 'USD',
  inside_90: price >= 95 && price <= 107,
  closer_than_random_walk: true,
  scored: 1,
  inside_90_count: 1,
  closer_count: 1,
});

const changes = (part: Partial<Schema<'Changes'>>): Schema<'Changes'> => ({
  outcomes: [],
  violations: [],
  extremes: [],
  alerts: [],
  findings: [],
  more_alerts: 0,
  more_findings: 0,
  ...part,
});

test('lines are newest first, and of one day what needs a look stands first', () => {
  const lines = newsLines(
    changes({
      outcomes: [
        outcome('KO', 100),
        outcome('PEP', 120),
        outcome('XOM', 100, '2022-03-09T21:00:00Z'),
      ],
      violations: [
        {
          symbol: 'PEP',
          day: '2022-03-08',
          loss: 0.03,
          value_at_risk: 0.02,
          confidence: 0.95,
          method: 'fhs',
          count: 1,
        },
      ],
    }),
  );
  expect(lines.map(({ kind, symbol }) => `${kind} ${symbol}`)).toEqual([
    'outcome XOM',
    'violation PEP',
    'outcome PEP',
    'outcome KO',
  ]);
});

test('a price on a bound is in the range', () => {
  expect([94.99, 95, 107, 107.01].map((price) => placeOf(outcome('KO', price)))).toEqual([
    'below',
    'in',
    'in',
    'above',
  ]);
});
