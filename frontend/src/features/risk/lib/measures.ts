import { formatInteger, formatNumber, formatPercent } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import type { Measures } from '../api/types';

/** One figure of the grid: what it is, what it is worth, and how it came about. */
export type Measure = {
  key: string;
  label: string;
  text: string;
  /** Below the figure: per year, per day, dates. */
  note: string;
  formula: string;
  about: string;
};

export const methods = [
  { value: 'fhs', label: 'Filtered historical simulation' },
  { value: 'historical', label: 'Historical' },
  { value: 'gaussian', label: 'Gaussian' },
  { value: 'cornish_fisher', label: 'Cornish-Fisher' },
  { value: 'evt', label: 'Extreme value theory' },
] as const;

export const methodLabel = (method: string): string =>
  methods.find((choice) => choice.value === method)?.label ?? method.replaceAll('_', ' ');

/** 0.95 -> "95%", 0.975 -> "97.5%". */
export const levelText = (confidence: number): string =>
  formatPercent(confidence, Number.isInteger(Math.round(confidence * 1000) / 10) ? 0 : 1);

export const horizonText = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

function tailMeasures(report: Measures, horizon: number): Measure[] {
  const level = levelText(report.confidence);
  const how = `${methodLabel(report.method)}. A loss is a positive number.`;
  const scaled = horizon > 1 ? ' Scaled by the square root of time.' : '';
  return [
    {
      key: 'value_at_risk',
      label: `Value at risk ${level}`,
      text: formatPercent(report.value_at_risk),
      note: `loss over ${horizonText(horizon)}`,
      formula: `the loss exceeded with probability ${formatPercent(1 - report.confidence, 1)}`,
      about: how + scaled,
    },
    {
      key: 'expected_shortfall',
      label: `Expected shortfall ${level}`,
      text: formatPercent(report.expected_shortfall),
      note: 'mean loss beyond it',
      formula: 'ES = E[loss | loss ≥ VaR]',
      about: `What is lost on average when the value at risk is exceeded. ${how}${scaled}`,
    },
  ];
}

function volatilityMeasures(report: Measures): Measure[] {
  return [
    {
      key: 'volatility_annualised',
      label: 'Volatility',
      text: formatPercent(report.volatility_annualised, 1),
      note: `a year; ${formatPercent(report.volatility)} a day`,
      formula: `σ = std(r, ddof 1) · √${report.calendar_factor}`,
      about: 'How far daily returns spread around their mean, over the whole period.',
    },
    {
      key: 'predicted_volatility',
      label: 'Predicted volatility',
      text: formatPercent(report.predicted_volatility_annualised, 1),
      note: `a year; ${formatPercent(report.predicted_volatility)} next day`,
      formula: `σ(t+1) by ${report.volatility_model} · √${report.calendar_factor}`,
      about: 'The forecast for the next day, not the average of the past.',
    },
  ];
}

function ratioMeasures(report: Measures): Measure[] {
  const root = `√${report.calendar_factor}`;
  return [
    {
      key: 'sharpe',
      label: 'Sharpe ratio',
      text: formatNumber(report.sharpe),
      note: 'a year, risk-free 0%',
      formula: `mean(r) / std(r) · ${root}`,
      about: 'Return above the risk-free rate for each unit of volatility.',
    },
    {
      key: 'sortino',
      label: 'Sortino ratio',
      text: formatNumber(report.sortino),
      note: 'only falls count as risk',
      formula: `mean(r) / √mean(min(r, 0)²) · ${root}`,
      about: 'As the Sharpe ratio, but a rise is no risk.',
    },
    {
      key: 'calmar',
      label: 'Calmar ratio',
      text: formatNumber(report.calmar),
      note: 'return over worst fall',
      formula: 'return a year / maximum drawdown',
      about: 'Return for each unit of the worst fall.',
    },
    {
      key: 'beta',
      label: 'Beta',
      text: formatNumber(report.beta),
      note: report.benchmark ? `to ${report.benchmark}` : 'no benchmark here',
      formula: 'cov(r, r_b) / var(r_b)',
      about: 'How far it moves when the benchmark moves by one.',
    },
  ];
}

type Drawdown = Pick<Measures, 'drawdown_start' | 'drawdown_trough' | 'drawdown_end'>;

/** When the worst fall began, hit its floor and, if it did, was made good. */
export function drawdownSpan(report: Drawdown): string {
  if (!report.drawdown_start) return '';
  const fall = `${formatDate(report.drawdown_start)} to ${formatDate(report.drawdown_trough)}`;
  const end = report.drawdown_end
    ? `made good ${formatDate(report.drawdown_end)}`
    : 'not yet made good';
  return `${fall}, ${end}`;
}

function shapeMeasures(report: Measures): Measure[] {
  return [
    {
      key: 'max_drawdown',
      label: 'Maximum drawdown',
      text: formatPercent(report.max_drawdown, 1),
      note: report.drawdown_trough ? `floor ${formatDate(report.drawdown_trough)}` : '',
      formula: 'max over t of 1 − P(t) / max(P(s), s ≤ t)',
      about: 'The worst fall from a peak to a later floor. A loss is a positive number.',
    },
    {
      key: 'skewness',
      label: 'Skewness',
      text: formatNumber(report.skewness),
      note: 'below 0: falls are larger',
      formula: 'E[(r − μ)³] / σ³',
      about: 'Below zero, large falls are more common than large rises.',
    },
    {
      key: 'kurtosis',
      label: 'Excess kurtosis',
      text: formatNumber(report.kurtosis),
      note: '0 for a normal curve',
      formula: 'E[(r − μ)⁴] / σ⁴ − 3',
      about: 'Above zero, extreme days are more common than a normal curve says.',
    },
    {
      key: 'observations',
      label: 'Observations',
      text: formatInteger(report.observations),
      note: 'daily returns',
      formula: `settled daily returns, ${formatDate(report.period_start)} to ${formatDate(report.as_of)}`,
      about: 'Real market data only; simulated ticks never count.',
    },
  ];
}

/** Every figure of the grid, in reading order. */
export function measuresOf(report: Measures, horizon = 1): Measure[] {
  return [
    ...tailMeasures(report, horizon),
    ...volatilityMeasures(report),
    ...ratioMeasures(report),
    ...shapeMeasures(report),
  ];
}
