import { formatChange, formatNumber, formatPrice } from '@/lib/format/number';
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
  if (kind === 'price') return formatPrice(level);
  if (kind === 'change' || kind === 'volatility') return formatChange(level);
  return formatNumber(level, 2);
}

/** When a rule fires, in words. */
export function conditionText(rule: Rule): string {
  const level = levelText(rule.kind, rule.threshold);
  if (rule.kind === 'z_score') {
    const least = rule.min_correlation;
    const enough =
      least === null || least === undefined ? '' : `, correlation ≥ ${formatNumber(least, 2)}`;
    return `|z| ≥ ${level}${enough}, ${rule.window} bars of ${rule.interval}`;
  }
  if (rule.threshold === null || rule.threshold === undefined) return 'whenever it happens';
  if (rule.direction === 'either') return `${level} or more, up or down`;
  return `${rule.direction === 'below' ? 'at or below' : 'at or above'} ${level}`;
}

export function repeatText({ repeat, cooldown_s: cooldown }: Rule): string {
  if (repeat === 'once') return 'once';
  return cooldown ? `every time, ${formatDuration(cooldown)} apart` : 'every time';
}

const outward: Record<string, string> = { email: 'e-mail', webhook: 'webhook', apprise: 'service' };

export const channelText = ({ channels = [] }: Rule): string =>
  ['in-app', ...channels.flatMap(({ type }) => outward[type] ?? [])].join(', ');
