import { describe, expect, it } from 'vitest';
import { defaultForm } from './defaults';
import { formFromRequest, fraction, requestFromForm } from './request';

describe('requestFromForm', () => {
  const form = { ...defaultForm, symbols: ['KO', 'PEP'], target: 15, riskFreeRate: 2 };

  it('turns per cent into fractions', () => {
    const request = requestFromForm({
      ...form,
      groups: [{ name: ' Drinks ', symbols: ['KO'], min: 5, max: 55 }],
    });
    expect(request.risk_free_rate).toBe(0.02);
    expect(request.constraints).toEqual({
      min_weight: 0,
      max_weight: 0.4,
      groups: [{ name: 'Drinks', symbols: ['KO'], min: 0.05, max: 0.55 }],
    });
  });

  it('sends the target only with an objective that uses it', () => {
    expect(requestFromForm(form)).not.toHaveProperty('target');
    expect(requestFromForm({ ...form, objective: 'efficient_risk' }).target).toBe(0.15);
  });
});

describe('fraction', () => {
  it('leaves no float dust', () => {
    expect(fraction(7)).toBe(0.07);
    expect(fraction(29)).toBe(0.29);
  });
});

describe('formFromRequest', () => {
  const kept = {
    ...requestFromForm({
      ...defaultForm,
      symbols: ['KO', 'PEP'],
      objective: 'efficient_risk',
      target: 15.7,
      riskFreeRate: 2.9,
      maxWeight: 55.5,
      groups: [{ name: 'Drinks', symbols: ['KO'], min: 5, max: 55 }],
      capital: 123_456,
      currency: 'EUR',
    }),
  } as Parameters<typeof formFromRequest>[0];

  it('gives the form that asks the same again', () => {
    const form = formFromRequest(kept);
    expect(form && requestFromForm(form)).toEqual(kept);
  });

  it('has no form for what the form cannot ask', () => {
    expect(formFromRequest({ ...kept, objective: 'black_litterman' })).toBeNull();
    expect(formFromRequest({ ...kept, period: '1d' })).toBeNull();
  });

  it('leaves the capital as it is proposed where none was asked', () => {
    const form = formFromRequest({ ...kept, capital: null, target: null });
    expect(form?.capital).toBe(defaultForm.capital);
    expect(form?.target).toBeNull();
  });
});
