import {
  formatChange,
  formatInteger,
  formatLevel,
  formatNumber,
  formatPercent,
} from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import type { Rule } from '../api/rules';

export const kindLabels: Record<Rule['kind'], string> = {
  price: 'Price',
  change: 'Change of the day',
  z_score: 'z-score of a pair',
  volatility: 'Volatility',
  var_breach: 'Loss beyond VaR',
  forecast_flip: 'Forecast flip',
  data_fault: 'Data fault',
};

export const subjectOf = ({
  symbol,
  symbol_x: x,
}: {
  symbol: string;
  symbol_x?: string;
}): string => (x ? `${symbol} ~ ${x}` : symbol);

/** A level or a value in the unit of its kind. */
export function levelText(kind: string, level: number | null | undefined): string {
  if (kind === 'price') return formatLevel(level);
  if (kind === 'change') return formatChange(level);
  if (kind === 'volatility' || kind === 'var_breach') return formatPercent(level);
  if (kind === 'forecast_flip') return `${formatPercent(level, 0)} up`;
  return formatNumber(level, 2);
}

export const hedgeLabels: Record<string, string> = {
  rolling_ols: 'Rolling OLS',
  kalman: 'Kalman filter',
  ols: 'Static OLS',
};

/** How a pair is hedged, in words. */
const hedgeText = ({ method, log, intercept }: Rule): string =>
  [
    hedgeLabels[method || 'rolling_ols'],
    `on ${log === false ? 'prices' : 'logs'}`,
    intercept === false ? 'without intercept' : '',
  ]
    .filter(Boolean)
    .join(' ');

/** When a rule fires, in words. */
export function conditionText(rule: Rule): string {
  if (rule.kind === 'var_breach') return 'a day loses more than its 95% value at risk';
  if (rule.kind === 'forecast_flip') return 'the default model changes its direction';
  const level = levelText(rule.kind, rule.threshold);
  if (rule.kind === 'z_score') {
    const least = rule.min_correlation;
    const enough =
      least === null || least === undefined ? '' : `, correlation ≥ ${formatNumber(least, 2)}`;
    return `|z| ≥ ${level}${enough}, ${rule.window} bars of ${rule.interval}, ${hedgeText(rule)}`;
  }
  if (rule.threshold === null || rule.threshold === undefined) return 'whenever it happens';
  if (rule.direction === 'either') return `${level} or more, up or down`;
  const side = `${rule.direction === 'below' ? 'at or below' : 'at or above'} ${level}`;
  return rule.kind === 'volatility' ? `${rule.measure || 'realised'}, ${side} a year` : side;
}

const few = ['never', 'once', 'twice'];
export const timesText = (count: number): string => few[count] ?? `${formatInteger(count)} times`;

/** Where the values of a kind come from, and how often they are looked at. */
export const kindNotes: Record<Rule['kind'], string> = {
  price: 'Looked at in each second of a streaming symbol, else at each daily close.',
  change:
    'Since the previous close; in each second of a streaming symbol, else at each daily close.',
  z_score:
    'Of the hedge below, at each closed bar that both sides have. Fires at |z| at or beyond the threshold while the pair correlates enough.',
  volatility: 'A year, after each daily close: of the last 21 days, or predicted for the next day.',
  var_breach:
    'A day that lost more than the 95% value at risk of the days before it; for streaming symbols live, since the last close.',
  forecast_flip:
    'The default model’s direction for the next day: up, down or no edge. Looked at when a forecast is issued.',
  data_fault: 'A fault that the checks of the data find in the symbol’s bars.',
};

export function repeatText({ repeat, cooldown_s: cooldown }: Rule): string {
  if (repeat === 'once') return 'once';
  return cooldown ? `every time, ${formatDuration(cooldown)} apart` : 'every time';
}

const outward: Record<string, string> = { email: 'e-mail', webhook: 'webhook', apprise: 'service' };

export const channelText = ({ channels = [] }: Rule): string =>
  ['in-app', ...channels.flatMap(({ type }) => outward[type] ?? [])].join(', ');
