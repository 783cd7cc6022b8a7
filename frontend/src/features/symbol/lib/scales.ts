/** Which price scales the drawn prices allow: logarithms and percentages need prices above zero. */
import { crosshairTime } from '@/charts/chart-options';
import type { ChartBar } from '@/charts/price/bars';
import type { Compared, Scale } from '@/charts/price/controller';
import { formatPrice } from '@/lib/format/number';

const lowestOf = ({ open, high, low, close }: ChartBar): number => Math.min(open, high, low, close);

/** The newest bar that is not above zero throughout, in words; null without one. */
function belowZero(symbol: string, bars: readonly ChartBar[], withClock: boolean): string | null {
  const found = bars.findLast((bar) => lowestOf(bar) <= 0);
  if (!found) return null;
  return `${symbol} was at ${formatPrice(lowestOf(found))} on ${crosshairTime(found.time, withClock)}`;
}

export type Drawing = {
  scale: Scale;
  compared: readonly Compared[];
  /** Why only the linear scale can be chosen; null where every scale can. */
  linearOnly: string | null;
  /** Why lines that were asked for are not drawn, a sentence for each. */
  notes: readonly string[];
};

/** What can be drawn of what was asked for, and why the rest cannot. */
export function drawingOf(
  symbol: string,
  bars: readonly ChartBar[],
  asked: { scale: Scale; compared: readonly Compared[]; withClock: boolean },
): Drawing {
  const { scale, compared, withClock } = asked;
  const own = belowZero(symbol, bars, withClock);
  if (own !== null) {
    const names = compared.map((one) => one.symbol).join(', ');
    return {
      scale: 'linear',
      compared: [],
      linearOnly: `${own}. Logarithms and percentages need prices above zero.`,
      notes: names ? [`${names}: not drawn. ${own}, and a price below zero has no index.`] : [],
    };
  }
  const refused = compared.flatMap((one) => {
    const reason = belowZero(one.symbol, one.bars, withClock);
    return reason === null ? [] : [{ symbol: one.symbol, reason }];
  });
  const names = new Set(refused.map((one) => one.symbol));
  return {
    scale,
    compared: names.size > 0 ? compared.filter((one) => !names.has(one.symbol)) : compared,
    linearOnly: null,
    notes: refused.map(
      (one) => `${one.symbol} is not drawn. ${one.reason}, and a price below zero has no index.`,
    ),
  };
}
