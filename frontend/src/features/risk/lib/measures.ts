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
  return [
    {
      key: 'value_at_risk',
      label: `Value at risk ${level}`,
      text: formatPercent(report.value_at_risk),
      note: `loss over ${horizonText(horizon)}`,
    },
    {
      key: 'expected_shortfall',
      label: `Expected shortfall ${level}`,
      text: formatPercent(report.expected_shortfall),
      note: 'mean loss beyond it',
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
    },
    {
      key: 'predicted_volatility_annualised',
      label: 'Predicted volatility',
      text: formatPercent(report.predicted_volatility_annualised, 1),
      note: `a year; ${formatPercent(report.predicted_volatility)} next day`,
    },
  ];
}

function ratioMeasures(report: Measures): Measure[] {
  return [
    {
      key: 'sharpe',
      label: 'Sharpe ratio',
      text: formatNumber(report.sharpe),
      note: 'a year, risk-free 0%',
    },
    {
      key: 'sortino',
      label: 'Sortino ratio',
      text: formatNumber(report.sortino),
      note: 'only falls count as risk',
    },
    {
      key: 'calmar',
      label: 'Calmar ratio',
      text: formatNumber(report.calmar),
      note: 'return over worst fall',
    },
    {
      key: 'beta',
      label: 'Beta',
      text: formatNumber(report.beta),
      note: report.benchmark ? `to ${report.benchmark}` : 'no benchmark here',
    },
  ];
}

type Drawdown = Pick<Measures, 'drawdown_start' | 'drawdown_trough' | 'drawdown_end'>;

/** When the worst fall began, reached its trough and, if it did, recovered. */
export function drawdownSpan(report: Drawdown): string {
  if (!report.drawdown_start) return '';
  const fall = `${formatDate(report.drawdown_start)} to ${formatDate(report.drawdown_trough)}`;
  const end = report.drawdown_end
    ? `recovered ${formatDate(report.drawdown_end)}`
    : 'not recovered yet';
  return `${fall}, ${end}`;
}

function shapeMeasures(report: Measures): Measure[] {
  return [
    {
      key: 'max_drawdown',
      label: 'Maximum drawdown',
      text: formatPercent(report.max_drawdown, 1),
      note: report.drawdown_trough ? `trough ${formatDate(report.drawdown_trough)}` : '',
    },
    {
      key: 'skewness',
      label: 'Skewness',
      text: formatNumber(report.skewness),
      note: 'below 0: falls are larger',
    },
    {
      key: 'kurtosis',
      label: 'Excess kurtosis',
      text: formatNumber(report.kurtosis),
      note: '0 for a normal curve',
    },
    {
      key: 'observations',
      label: 'Observations',
      text: formatInteger(report.observations),
      note: 'daily returns',
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
