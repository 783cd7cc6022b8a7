/** Splits and dividends as the chart marks them. */
import { toTime } from '@/charts/price/bars';
import type { ChartEvent } from '@/charts/price/event-layer';
import type { CorporateAction } from '@/lib/api/upkeep';
import { formatPercent } from '@/lib/format/number';

/** As many decimals as there are: 2, 1.5, 0.24. */
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });

const ratio = (value: number): string =>
  value >= 1 ? `${exact.format(value)} for 1` : `1 for ${exact.format(1 / value)}`;

/** "Split 2 for 1", "Dividend 0.24 USD"; the share of the price where the cash is not known. */
export function actionWords(action: CorporateAction, currency: string): string {
  const { kind, value, price_factor: factor } = action;
  if (kind === 'split') return `Split ${ratio(value ?? 1 / factor)}`;
  if (value !== null) return `Dividend ${exact.format(value)} ${currency}`;
  return `Dividend of ${formatPercent(1 - factor, 2)}`;
}

/** Marks for daily bars; longer and shorter bars do not begin on the day of an action. */
export function eventsOf(
  actions: readonly CorporateAction[],
  currency: string,
  interval: string,
): ChartEvent[] {
  if (interval !== '1d') return [];
  return actions
    .map((action) => ({
      time: toTime(`${action.ex_date}T00:00:00Z`),
      letter: action.kind === 'split' ? ('S' as const) : ('D' as const),
      words: actionWords(action, currency),
    }))
    .sort((a, b) => a.time - b.time);
}
