import { describe, expect, it } from 'vitest';
import type { RiskReport } from '../api/types';
import { drawdownSpan, levelText, measuresOf } from './measures';

const report: RiskReport = {
  symbol: 'KO',
  as_of: '2022-12-28T00:00:00Z',
  period: '5y',
  period_start: '2017-12-28T00:00:00Z',
  observations: 1258,
  calendar_factor: 252,
  source: 'skfolio',
  simulated: false,
  currency: 'USD',
  benchmark: null,
  confidence: 0.975,
  method: 'fhs',
  volatility: 0.0123,
  volatility_annualised: 0.195,
  predicted_volatility: 0.0101,
  predicted_volatility_annualised: 0.16,
  volatility_model: 'log-HAR',
  value_at_risk: 0.0211,
  expected_shortfall: 0.0301,
  sharpe: 0.5,
  sortino: 0.7,
  calmar: null,
  max_drawdown: 0.366,
  drawdown_start: '2020-02-20T00:00:00Z',
  drawdown_trough: '2020-03-23T00:00:00Z',
  drawdown_end: null,
  beta: 0.6,
  skewness: -0.4,
  kurtosis: 11.2,
  rolling_window: 21,
  rolling_volatility: [],
  drawdown: [],
  backtest: null,
};

const measureOf = (key: string, horizon = 1) =>
  measuresOf(report, horizon).find((measure) => measure.key === key);

describe('measuresOf', () => {
  it('names the confidence and the horizon of the tail', () => {
    expect(measureOf('value_at_risk')).toMatchObject({
      label: 'Value at risk 97.5%',
      text: '2.11%',
      note: 'loss over 1 day',
    });
    expect(measureOf('value_at_risk', 10)?.note).toBe('loss over 10 days');
  });

  it('uses a true minus and a dash for what is missing', () => {
    expect(measureOf('skewness')?.text).toBe('−0.40');
    expect(measureOf('calmar')?.text).toBe('–');
    expect(measureOf('beta')?.note).toBe('no benchmark here');
  });
});

describe('drawdownSpan', () => {
  it('says when a fall is still open', () => {
    expect(drawdownSpan(report)).toBe('20 Feb 2020 to 23 Mar 2020, not recovered yet');
  });

  it('says when it recovered', () => {
    expect(drawdownSpan({ ...report, drawdown_end: '2021-01-04T00:00:00Z' })).toContain(
      'recovered 04 Jan 2021',
    );
  });
});

describe('levelText', () => {
  it.each([
    [0.95, '95%'],
    [0.99, '99%'],
    [0.975, '97.5%'],
  ])('%s -> %s', (confidence, level) => {
    expect(levelText(confidence)).toBe(level);
  });
});
