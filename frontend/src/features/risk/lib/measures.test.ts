import { describe, expect, it } from 'vitest';
import type { RiskReport, ShownMeasure } from '../api/types';
import { drawdownSpan, levelText, measuresOf } from './measures';

const shown = (field: string, rest: Partial<ShownMeasure>): ShownMeasure => ({
  id: `risk.${field}`,
  field,
  label: field,
  unit: 'ratio',
  digits: 2,
  note: '',
  note_without: '',
  headline: false,
  ...rest,
});

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
  measures: [
    shown('value_at_risk', {
      label: 'Value at risk {confidence|level}',
      unit: 'fraction',
      note: 'loss over {horizon|days}',
      headline: true,
    }),
    shown('volatility_annualised', {
      unit: 'fraction',
      digits: 1,
      note: 'a year; {volatility|percent} a day',
    }),
    shown('calmar', { note: 'return over worst fall' }),
    shown('beta', {
      note: 'to {benchmark|text}',
      note_without: 'no benchmark here',
      headline: true,
    }),
    shown('skewness', { note: 'below 0: falls are larger' }),
    shown('max_drawdown', { unit: 'fraction', note: 'trough {drawdown_trough|date}' }),
    shown('drawdown_end', { label: 'Recovered {drawdown_end|date}' }),
    shown('observations', { unit: 'count', note: 'daily returns' }),
  ],
  backtest: null,
};

const measureOf = (field: string, more: Partial<RiskReport> & { horizon?: number } = {}) =>
  measuresOf({ ...report, ...more }).find(({ id }) => id === `risk.${field}`);

describe('measuresOf', () => {
  it('shows what the answer lists, in its order, and of a short list the headlines', () => {
    expect(measuresOf(report).map(({ id }) => id)).toEqual(report.measures.map(({ id }) => id));
    expect(measuresOf(report, true).map(({ id }) => id)).toEqual([
      'risk.value_at_risk',
      'risk.beta',
    ]);
  });

  it('names the confidence and the horizon of the tail', () => {
    expect(measureOf('value_at_risk')).toMatchObject({
      label: 'Value at risk 97.5%',
      text: '2.11%',
      note: 'loss over 1 day',
    });
    expect(measureOf('value_at_risk', { horizon: 10 })?.note).toBe('loss over 10 days');
  });

  it('writes each unit and each figure that a note names', () => {
    expect(measureOf('volatility_annualised')).toMatchObject({
      text: '19.5%',
      note: 'a year; 1.23% a day',
    });
    expect(measureOf('max_drawdown')?.note).toBe('trough 23 Mar 2020');
    expect(measureOf('observations')?.text).toBe('1,258');
    expect(measureOf('beta', { benchmark: 'SPX' })?.note).toBe('to SPX');
  });

  it('uses a true minus, and a dash or another note for what is missing', () => {
    expect(measureOf('skewness')?.text).toBe('−0.40');
    expect(measureOf('calmar')?.text).toBe('–');
    expect(measureOf('beta')?.note).toBe('no benchmark here');
    expect(measureOf('drawdown_end')?.label).toBe('Recovered –');
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
