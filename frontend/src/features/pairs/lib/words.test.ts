import { describe, expect, it } from 'vitest';
import {
  adfVerdict,
  adfWarning,
  directionWords,
  halfLifeWords,
  legWords,
  signalSentence,
} from './words';

const pair = {
  y: 'KO',
  x: 'PEP',
  beta: 0.8,
  log: true,
  z_score: -2.5,
  threshold: 2,
  signal: 'LONG_SPREAD',
  missing: 0,
  needed: 119,
} as const;

describe('signalSentence', () => {
  it('buys the low side and sells its hedge', () => {
    expect(signalSentence(pair)).toBe(
      'z is −2.50: the spread is low. If it reverts, buy KO and sell 0.800 of its value in PEP.',
    );
  });

  it('turns the hedge round when beta is negative', () => {
    const odd = { ...pair, beta: -0.8, z_score: 2.5, signal: 'SHORT_SPREAD', log: false } as const;
    expect(signalSentence(odd)).toContain('sell KO and sell 0.800 PEP for each unit');
  });

  it('says when nothing is to be done, or known', () => {
    expect(signalSentence({ ...pair, z_score: 0.1, signal: 'FLAT' })).toContain('inside ±2.00');
    const young = { ...pair, z_score: null, signal: 'FLAT', missing: 19 } as const;
    expect(signalSentence(young)).toBe('No signal yet: 19 of 119 common bars are still missing.');
    expect(signalSentence({ ...young, missing: 0 })).toContain('does not vary');
  });
});

describe('the test of cointegration', () => {
  // KO~PEP 2015-19: plain ADF says 0.033, Engle-Granger 0.104.
  const adf = {
    p_value: 0.033,
    level: 0.05,
    stationary: false,
    engle_granger: { statistic: -3.1, p_value: 0.104, critical_values: {} },
  } as never;

  it('answers by Engle–Granger', () => {
    expect(adfVerdict(adf)).toBe(
      'Not shown to be cointegrated: Engle–Granger p is 0.104, above 5%.',
    );
  });

  it('has no verdict when a side is stationary already', () => {
    const leg = { statistic: -1, p_value: 0.6, lags: 1, stationary: false };
    const legs = { y: { ...leg, p_value: 0.0001, stationary: true }, x: leg };
    const pegged = { ...(adf as object), y: 'USDT', x: 'BTC', legs, state: 'already_stationary' };
    expect(adfVerdict(pegged as never)).toBe(
      'USDT is already stationary, so the test says nothing about the pair.',
    );
    expect(legWords(pegged as never)).toContain(
      'USDT is stationary already (p <0.001), BTC may have a unit root (p 0.600)',
    );
  });

  it('gives both directions and says which decides', () => {
    const two = {
      ...(adf as object),
      y: 'KO',
      x: 'PEP',
      reverse_engle_granger: { statistic: -2.8, p_value: 0.16, critical_values: {} },
    };
    expect(directionWords(two as never)).toBe(
      'Engle–Granger p of KO on PEP is 0.104, of PEP on KO 0.160. The direction that you asked for, KO on PEP, decides.',
    );
  });

  it('warns where plain ADF would have said yes', () => {
    expect(adfWarning(adf)).toContain('(p 0.033) would say yes here, wrongly');
    expect(adfWarning({ ...(adf as object), p_value: 0.4 } as never)).toContain('does not answer');
  });
});

describe('halfLifeWords', () => {
  it('turns bars into time, and daily bars into sessions', () => {
    expect(halfLifeWords(10, '5m')).toBe('about 50 min');
    expect(halfLifeWords(10, '1h')).toBe('about 10.0 h');
    expect(halfLifeWords(12.34, '1d')).toBe('12.3 sessions');
    expect(halfLifeWords(null, '1d')).toBe('does not revert');
  });
});
