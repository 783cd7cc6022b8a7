/** What odd features are called, and their values in their own units. */
import { formatNumber, formatPercent } from '@/lib/format/number';

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

/** A feature's value in its own unit: "−8.2%", "12". */
export const featureText = (name: string, value: number): string =>
  plain.has(name) ? formatNumber(value, name === 'rsi_14' ? 0 : 1) : formatPercent(value, 1);

/** "volume z" for volume_z_20; a name without words stays as it is. */
export const featureWord = (name: string): string => words[name] ?? name;
