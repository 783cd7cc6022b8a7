import { describe, expect, it } from 'vitest';
import { noBarsWords, noRiskWords } from './missing';

const nothing = {
  symbol: 'ABC',
  last_bar: null,
  simulated: false,
  intraday_source: null,
  intraday_simulated: false,
  private: false,
};
const streamed = { ...nothing, intraday_source: 'binance' };

describe('an empty chart', () => {
  it('waits for the stream only where there is one', () => {
    expect(noBarsWords(streamed, '1m')).toContain('once the stream delivers');
    expect(noBarsWords(nothing, '1m')).toContain('is not streamed');
    expect(noBarsWords(streamed, '1d')).toContain('no history was fetched');
    expect(noBarsWords({ ...nothing, private: true, last_bar: '2024-01-02' }, '1m')).toBe(
      'There are no 1m bars of ABC in the uploaded prices.',
    );
  });
});

describe('risk that is not there', () => {
  it('speaks of simulated prices only where there are some', () => {
    expect(noRiskWords({ ...streamed, intraday_simulated: true })).toContain('simulated');
    expect(noRiskWords(streamed)).toContain('none of this symbol is here');
    for (const words of [noRiskWords(streamed), noRiskWords(nothing)]) {
      expect(words).not.toContain('simulated');
    }
    expect(noRiskWords(nothing)).toContain('none of this symbol is here');
  });
});
