import type { Flag } from '@/charts/price/flags';
import { formatNumber, formatPercent } from '@/lib/format/number';
import type { Schema } from '@/types/schema';

type Anomaly = Schema<'Anomaly'>;

const words: Record<string, string> = {
  log_return: 'log return',
  volatility_20: 'volatility',
  momentum_20: '20-bar return',
  drawdown: 'below the peak by',
  rsi_14: 'RSI',
  macd_histogram: 'MACD histogram',
  atr_14: 'true range',
  bollinger_percent_b: '%b',
  bollinger_width: 'band width',
  volume_z_20: 'volume z',
};
const plain = new Set(['rsi_14', 'bollinger_percent_b', 'volume_z_20']);

const text = (name: string, value: number): string =>
  plain.has(name) ? formatNumber(value, name === 'rsi_14' ? 0 : 1) : formatPercent(value, 1);

/** Anomalies as the chart marks them: the reasons in words, the strongest first. */
export const flagsOf = (anomalies: readonly Anomaly[]): Flag[] =>
  anomalies.map(({ timestamp, suspect, reasons }) => ({
    time: Date.parse(timestamp) / 1000,
    suspect,
    words: reasons
      .map(({ name, value }) => `${words[name] ?? name} ${text(name, value)}`)
      .join(', '),
  }));
