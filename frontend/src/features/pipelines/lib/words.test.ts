import { describe, expect, it } from 'vitest';
import type { AlignedColumn } from '../api/types';
import {
  alignmentVerdict,
  errorText,
  featureText,
  rateText,
  reasonsText,
  shareText,
} from './words';

const column = (name: string, state: AlignedColumn['state']) => ({ name, state }) as AlignedColumn;

describe('words of the pipeline', () => {
  it('shows a feature in its own unit', () => {
    expect(featureText(0.0123, 'fraction')).toBe('1.23%');
    expect(featureText(71.26, 'points')).toBe('71.3');
    expect(featureText(1.2346, 'price')).toBe('1.235');
    expect(featureText(null, 'ratio')).toBe('–');
  });

  it('never rounds a disagreement up to a hundred per cent', () => {
    expect(shareText(1)).toBe('100%');
    expect(shareText(0.99999999)).toBe('99.9999%');
    expect(shareText(0.9412)).toBe('94.12%');
  });

  it('keeps tiny errors readable', () => {
    expect(errorText(0)).toBe('0');
    expect(errorText(1.26e-15)).toBe('1.3e−15');
  });

  it('says how fast, or that it is unknown', () => {
    expect(rateText(55863.4)).toBe('55,863 rows/s');
    expect(rateText(null)).toBe('–');
  });

  it('names the columns that disagree', () => {
    expect(alignmentVerdict([column('macd', 'aligned')], 'spark')).toContain('Spark and the');
    expect(
      alignmentVerdict([column('macd', 'drifting'), column('rsi_14', 'failed')], 'polars'),
    ).toBe('polars disagrees with the reference in rsi_14. Nothing was stored.');
    expect(alignmentVerdict([column('macd', 'drifting')], 'polars')).toContain('few rows of macd');
  });

  it('names reasons by title, prices as a share of the close', () => {
    const known = new Map([
      ['log_return', { title: 'Log return', unit: 'fraction' }],
      ['atr_14', { title: 'ATR', unit: 'price' }],
    ] as const);
    const reasons = [
      { name: 'log_return', value: -0.08, share: 0.5 },
      { name: 'atr_14', value: 0.031, share: 0.2 },
    ] as const;
    expect(reasonsText([...reasons], known)).toBe('Log return −8.00% · ATR 3.10%');
  });
});
