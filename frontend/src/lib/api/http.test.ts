import { expect, it } from 'vitest';
import { withQuery } from './http';

it('adds parameters to an address, and to one that has some', () => {
  expect(withQuery('/risk', { symbol: 'KO', period: '' })).toBe('/risk?symbol=KO');
  expect(withQuery('/measures/risk.sharpe?symbol=KO', { as_of: '2020-03-16' })).toBe(
    '/measures/risk.sharpe?symbol=KO&as_of=2020-03-16',
  );
  expect(withQuery('/risk?symbol=KO', {})).toBe('/risk?symbol=KO');
});
