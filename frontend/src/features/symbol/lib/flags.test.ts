import { describe, expect, it } from 'vitest';
import { flagsOf } from './flags';

describe('flagsOf', () => {
  it('names the reasons in their own units, the strongest first', () => {
    const reasons = [
      { name: 'log_return', value: -0.0821, share: 0.4 },
      { name: 'rsi_14', value: 12.4, share: 0.3 },
      { name: 'volume_z_20', value: 3.96, share: 0.2 },
    ] as const;
    expect(
      flagsOf([
        { timestamp: '2020-03-12T00:00:00Z', score: 0.8, suspect: false, reasons: [...reasons] },
      ]),
    ).toEqual([
      { time: 1583971200, suspect: false, words: 'log return −8.2%, RSI 12, volume z 4.0' },
    ]);
  });
});
