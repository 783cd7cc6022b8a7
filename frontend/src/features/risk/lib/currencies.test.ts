import { describe, expect, it } from 'vitest';
import { ApiError } from '@/lib/api/problem';
import { currenciesOf } from './currencies';
import { mixOf } from './mix';

const refusal = (code: string, currencies: unknown) =>
  new ApiError({ title: 'Several currencies', status: 422, code, detail: 'Name one.', currencies });

describe('currenciesOf', () => {
  it('reads the choices of a mix in several currencies', () => {
    const error = refusal('mixed_currencies', { USD: ['AAPL'], GBP: ['VOD'], '': ['OWN'] });
    expect(currenciesOf(error)).toEqual(['USD', 'GBP']);
  });

  it('offers nothing for other refusals', () => {
    expect(currenciesOf(refusal('infeasible', { USD: ['AAPL'] }))).toEqual([]);
    expect(currenciesOf(refusal('mixed_currencies', undefined))).toEqual([]);
    expect(currenciesOf(null)).toEqual([]);
  });
});

describe('mixOf', () => {
  const view = {
    symbol: '',
    period: '1y',
    confidence: 0.95,
    method: 'fhs',
    garch: 'gjr',
    distribution: 't',
    weights: '',
    horizon: 1,
    currency: '',
  } as const;

  it('asks in the currency that was chosen, and otherwise in the one that is shared', () => {
    expect(mixOf(view, ['AAPL']).body).not.toHaveProperty('currency');
    expect(mixOf({ ...view, currency: 'GBP' }, ['AAPL']).body).toMatchObject({ currency: 'GBP' });
  });
});
