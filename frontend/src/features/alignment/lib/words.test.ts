import { describe, expect, it } from 'vitest';
import type { AlignmentRow } from '../api/alignment';
import { tiny, verdictOf, worstText } from './words';

const row: AlignmentRow = {
  key: 'risk.beta|SciPy',
  measure: 'risk.beta',
  title: 'Beta',
  engine: 'SciPy',
  tolerance: 1e-9,
  samples: 3,
  values: 3,
  failed: 1,
  refused: 0,
  passed: false,
  absolute: 0.1,
  relative: 0.2,
  gap: false,
  worst: 'KO',
  first: -0.6,
  second: 0.5,
};

describe('the words of a comparison', () => {
  it('writes differences in two digits with a true minus', () => {
    expect(tiny(1.23e-12)).toBe('1.2e−12');
    expect(tiny(0)).toBe('0');
    expect(tiny(null)).toBe('–');
  });

  it('names what came of it', () => {
    expect(verdictOf(row)).toBe('apart');
    expect(verdictOf({ ...row, gap: true })).toBe('a value is missing');
    expect(verdictOf({ ...row, passed: true })).toBe('agree');
    expect(verdictOf({ ...row, samples: 0 })).toBe('not comparable');
  });

  it('names the worst case with both values', () => {
    expect(worstText(row)).toBe('KO: −0.6 by Sightline, 0.5 by SciPy.');
    expect(worstText({ ...row, gap: true, second: null })).toContain('nothing by SciPy');
  });
});
