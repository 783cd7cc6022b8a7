import { describe, expect, it } from 'vitest';
import { defaultForm } from './defaults';
import { fraction, requestFromForm } from './request';

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
