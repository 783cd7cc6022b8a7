import { describe, expect, it } from 'vitest';
import { defaultForm } from './defaults';
import { feasibilityHint, type OptimiseForm, validateForm } from './form-schema';

const form = (change: Partial<OptimiseForm> = {}): OptimiseForm => ({
  ...defaultForm,
  symbols: ['AAPL', 'MSFT', 'KO'],
  ...change,
});

describe('validateForm', () => {
  it('accepts a plain form', () => {
    expect(validateForm(form())).toEqual({});
  });

  it('asks for two assets', () => {
    expect(validateForm(form({ symbols: ['AAPL'] }))).toEqual({
      symbols: 'Choose at least two assets.',
    });
  });

  it('asks for a target only when the objective needs one', () => {
    expect(validateForm(form({ objective: 'efficient_risk' }))).toEqual({
      target: 'This objective needs a target.',
    });
    expect(validateForm(form({ objective: 'efficient_risk', target: 15 }))).toEqual({});
  });

  it('rejects limits that cross', () => {
    expect(validateForm(form({ minWeight: 50, maxWeight: 40 }))).toHaveProperty('maxWeight');
  });

  it('names the field of a faulty group', () => {
    const groups = [
      { name: 'Tech', symbols: ['AAPL', 'IBM'], min: 0, max: 50 },
      { name: 'Tech', symbols: ['KO'], min: 60, max: 50 },
    ];
    expect(validateForm(form({ groups }))).toEqual({
      'groups.0.symbols': 'Not among the assets: IBM.',
      'groups.1.max': 'The maximum share is below the minimum share.',
      'groups.1.name': 'Another group has this name.',
    });
  });

  it('rejects a cleared number box', () => {
    expect(validateForm({ ...form(), capital: '' })).toHaveProperty('capital');
  });
});

describe('feasibilityHint', () => {
  it('is silent when the limits can add up', () => {
    expect(feasibilityHint(form({ maxWeight: 34 }))).toBeNull();
  });

  it('says which maximum weight would do', () => {
    expect(feasibilityHint(form({ maxWeight: 20 }))).toBe(
      '3 assets of at most 20 % reach only 60 %. Raise the maximum weight to 33.34 %.',
    );
  });

  it('says when the minimum weights need more than everything', () => {
    expect(feasibilityHint(form({ minWeight: 40, maxWeight: 60 }))).toContain('need 120 %');
  });
});
