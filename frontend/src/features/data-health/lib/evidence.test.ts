import { describe, expect, it } from 'vitest';
import { sourcesOf, unusualOf } from './evidence';

describe('the evidence of a finding', () => {
  it('sets the bars of two sources beside each other', () => {
    const here = { open: 101.5, high: 103, low: 101, close: 102.25, volume: 12_000 };
    const found = sourcesOf({
      evidence: { source: 'polygon', here, there: { ...here, open: null, close: 97.4 } },
    });
    expect(found?.source).toBe('polygon');
    expect(found?.rows).toContainEqual({ figure: 'open', here: '101.50', there: 'unknown' });
    expect(found?.rows).toContainEqual({ figure: 'close', here: '102.25', there: '97.40' });
    expect(found?.rows).toContainEqual({ figure: 'volume', here: '12,000', there: '12,000' });
  });

  it('says what made a bar unusual in words and units', () => {
    const reasons = [{ name: 'log_return', value: 0.262, share: 0.4 }];
    expect(unusualOf({ evidence: { unusual: { score: 0.812, reasons } } })).toEqual({
      score: '0.81',
      reasons: [{ name: 'log return', value: '26.2%', share: '40%' }],
    });
  });

  it('has nothing to add to other findings', () => {
    const evidence = { missing: 3, first: '2022-03-01' };
    expect(sourcesOf({ evidence })).toBeNull();
    expect(unusualOf({ evidence })).toBeNull();
  });
});
