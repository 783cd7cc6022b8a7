import { describe, expect, it } from 'vitest';
import { withQuery } from '../api/http';
import { addressAt, keepsPast } from './moment';
import { answersPast } from './routes';

const at = (pathname: string, search: string) => ({ pathname, search }) as Location;

describe('the address at another moment', () => {
  it('keeps what else is asked', () => {
    const here = at('/risk', '?symbol=KO&as_of=2020-03-16&period=1y');
    expect(addressAt('2021-01-04', here)).toBe('/risk?symbol=KO&period=1y&as_of=2021-01-04');
    expect(addressAt(null, here)).toBe('/risk?symbol=KO&period=1y');
    expect(addressAt(null, at('/', '?as_of=2020-03-16'))).toBe('/');
  });
});

describe('a link that the server gives', () => {
  it('stays in the past that is shown', () => {
    const link = '/risk?symbol=KO&why=risk.sharpe%3Fsymbol%3DKO';
    expect(keepsPast(link, '2020-03-16')).toBe(`${link}&as_of=2020-03-16`);
    expect(keepsPast(link, null)).toBe(link);
  });
});

describe('what can be asked about the past', () => {
  it('knows prices and computations', () => {
    expect(answersPast('GET', '/api/v1/price')).toBe(true);
    expect(answersPast('GET', '/api/v1/instruments/BRK.B')).toBe(true);
    expect(answersPast('POST', '/api/v1/portfolio/optimize')).toBe(true);
  });

  it('leaves accounts, and longer addresses than a route has, to the present', () => {
    expect(answersPast('GET', '/api/v1/me')).toBe(false);
    expect(answersPast('GET', '/api/v1/instruments/KO/refresh')).toBe(false);
    expect(answersPast('POST', '/_allauth/browser/v1/auth/login')).toBe(false);
  });
});

it('adds the moment to an address that has parameters already', () => {
  expect(withQuery('/risk', { symbol: 'KO', period: '' })).toBe('/risk?symbol=KO');
  expect(withQuery('/measures/risk.sharpe?symbol=KO', { as_of: '2020-03-16' })).toBe(
    '/measures/risk.sharpe?symbol=KO&as_of=2020-03-16',
  );
  expect(withQuery('/risk?symbol=KO', {})).toBe('/risk?symbol=KO');
});
