import { describe, expect, it } from 'vitest';
import { defaultForm } from './defaults';
import type { OptimiseForm } from './form-schema';
import { formFromSearch, groupsFromText, groupsToText, searchFromForm } from './form-url';

const full: OptimiseForm = {
  symbols: ['AAPL', 'BRK.B', 'KO'],
  objective: 'efficient_return',
  target: 12.5,
  period: '1y',
  expectedReturns: 'capm',
  covariance: 'ewma',
  riskFreeRate: 2,
  minWeight: 1,
  maxWeight: 60,
  groups: [{ name: 'Tech & co ~ 1', symbols: ['AAPL', 'BRK.B'], min: 10, max: 55.5 }],
  capital: 25_000,
  allocation: 'greedy',
  currency: 'GBP',
};

describe('the address of the form', () => {
  it('survives the round trip', () => {
    expect(formFromSearch(searchFromForm(full))).toEqual(full);
  });

  it('leaves defaults out', () => {
    const search = searchFromForm(defaultForm);
    expect(Object.values(search).every((value) => value === undefined)).toBe(true);
  });

  it('takes the suggested assets when none are named', () => {
    expect(formFromSearch({}, ['KO', 'PEP']).symbols).toEqual(['KO', 'PEP']);
  });

  it('ignores what it cannot read', () => {
    const form = formFromSearch({ objective: 'riches', rf: 'much', groups: 'x~AAPL', max: 35 });
    expect(form).toEqual({ ...defaultForm, maxWeight: 35 });
  });

  it('drops repeated assets', () => {
    expect(formFromSearch({ symbols: 'ko, KO,pep' }).symbols).toEqual(['KO', 'PEP']);
  });
});

describe('groups', () => {
  it('keeps separators that appear in names', () => {
    const groups = [{ name: 'A;B', symbols: ['X'], min: 0, max: 100 }];
    expect(groupsFromText(groupsToText(groups))).toEqual(groups);
  });
});
