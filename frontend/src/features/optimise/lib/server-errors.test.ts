import { describe, expect, it } from 'vitest';
import { formPath, mapServerErrors } from './server-errors';

describe('formPath', () => {
  it.each([
    ['symbols', 'symbols'],
    ['symbols[2]', 'symbols'],
    ['constraints.max_weight', 'maxWeight'],
    ['constraints.groups[1].min', 'groups.1.min'],
    ['risk_free_rate', 'riskFreeRate'],
    ['views', null],
  ])('%s -> %s', (field, path) => {
    expect(formPath(field)).toBe(path);
  });
});

describe('mapServerErrors', () => {
  it('keeps what has no field of its own', () => {
    const mapped = mapServerErrors([
      { field: 'capital', message: 'Too little.' },
      { field: 'body', message: 'Malformed.' },
    ]);
    expect(mapped.fields).toEqual({ capital: 'Too little.' });
    expect(mapped.rest).toEqual([{ field: 'body', message: 'Malformed.' }]);
  });
});
