import { describe, expect, it } from 'vitest';
import { notTestedWords, scanVerdict } from './scan';

describe('what a scan says', () => {
  it('keeps pairs that were not tested apart from those without evidence', () => {
    expect(scanVerdict({ state: 'tested', discovery: true })).toBe('discovery');
    expect(scanVerdict({ state: 'tested', discovery: false })).toBe('no evidence');
    expect(scanVerdict({ state: 'already_stationary', discovery: false })).toBe(
      'already stationary',
    );
    expect(scanVerdict({ state: 'does_not_vary', discovery: false })).toBe('does not vary');
  });

  it('names the symbols that were not tested', () => {
    const legs = [
      { symbol: 'USDT', statistic: -12, p_value: 0.00001, state: 'already_stationary' },
      { symbol: 'HALT', statistic: null, p_value: null, state: 'does_not_vary' },
      { symbol: 'BTC', statistic: -1, p_value: 0.7, state: 'tested' },
    ];
    const words = notTestedWords({ legs, level: 0.05, not_tested: 3 } as never);
    expect(words).toContain('3 more pairs were not tested');
    expect(words).toContain('Already stationary at 5%: USDT (p <0.001); does not vary: HALT.');
  });
});
