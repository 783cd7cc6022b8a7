import { describe, expect, it } from 'vitest';
import { defaultForm } from './defaults';
import {
  applyRelaxations,
  constraintLabel,
  infeasibleOf,
  limitWords,
  relaxationWords,
} from './infeasible';

const problem = {
  title: 'Cannot be done with these values',
  status: 422,
  code: 'infeasible',
  detail: 'No weights that sum to 1 satisfy max_weight = 0.2 together.',
  conflicting: [{ constraint: 'max_weight', value: 0.2 }],
  smallest_relaxation: [{ constraint: 'max_weight', current: 0.2, needed: 1 / 3 }],
};

describe('infeasibleOf', () => {
  it('reads the conflict and the way out', () => {
    const found = infeasibleOf(problem);
    expect(found?.conflicting).toEqual([{ constraint: 'max_weight', value: 0.2 }]);
    expect(found?.relaxation.map(relaxationWords)).toEqual(['Maximum weight: 20.00% to 33.33%']);
    expect(found?.alternatives).toEqual([]);
  });

  it('is not about other problems', () => {
    expect(infeasibleOf({ ...problem, code: 'invalid_input' })).toBeNull();
  });
});

describe('constraintLabel', () => {
  it('names groups by their own name', () => {
    expect(constraintLabel('group:Tech: big:max')).toBe('Tech: big at most');
    expect(limitWords({ constraint: 'min_weight', value: 0.05 })).toBe('Minimum weight 5.00%');
  });
});

describe('applyRelaxations', () => {
  const form = {
    ...defaultForm,
    maxWeight: 20,
    target: 40,
    groups: [{ name: 'Tech', symbols: ['AAPL'], min: 0, max: 10 }],
  };

  it('rounds to the side on which a portfolio exists', () => {
    const up = applyRelaxations(form, [{ constraint: 'max_weight', current: 0.2, needed: 1 / 3 }]);
    expect(up.maxWeight).toBe(33.34);
    const down = applyRelaxations(form, [
      { constraint: 'target_return', current: 0.4, needed: 0.187654 },
    ]);
    expect(down.target).toBe(18.76);
  });

  it('leaves exact values exact', () => {
    const change = { constraint: 'max_weight', current: 0.2, needed: 0.29 };
    expect(applyRelaxations(form, [change]).maxWeight).toBe(29);
  });

  it('changes the limit of the named group only', () => {
    const change = { constraint: 'group:Tech:max', current: 0.1, needed: 0.25 };
    expect(applyRelaxations(form, [change]).groups[0]).toMatchObject({ min: 0, max: 25 });
  });
});
