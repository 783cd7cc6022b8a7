/** How an axis of prices is marked: by the prices drawn, from 1e-12 to millions. */
import { formatPrice, priceDigits } from '@/lib/format/number';

export type Precision = {
  /** The fewest decimals of a label that distinguish the newest prices. */
  digits: number;
  /** The smallest step of the axis: four significant digits of the smallest price drawn. */
  step: number;
};

const RECENT = 250;
const MOST_DIGITS = 18;

/** Decimals that divide a span of prices into at least ten marks. */
function spanDigits(span: number): number {
  return span > 0 ? Math.ceil(-Math.log10(span)) + 1 : 0;
}

/** The precision that some prices need, oldest first. */
export function precisionOf(prices: readonly number[]): Precision {
  const recent = prices.slice(-RECENT);
  const span = recent.length > 0 ? Math.max(...recent) - Math.min(...recent) : 0;
  const digits = Math.min(MOST_DIGITS, Math.max(priceDigits(recent.at(-1)), spanDigits(span)));
  let finest = digits;
  for (const price of prices) finest = Math.max(finest, priceDigits(price));
  return { digits, step: 10 ** -Math.min(MOST_DIGITS, finest) };
}

/** For every series on a price axis: the library takes the format of any one of them. */
export function priceFormatOf({ digits, step }: Precision) {
  return {
    type: 'custom' as const,
    minMove: step,
    // What is nearer to nought than a step is a rounding error of the axis itself.
    formatter: (price: number) => formatPrice(Math.abs(price) < step / 2 ? 0 : price, digits),
  };
}

export type PriceFormat = ReturnType<typeof priceFormatOf>;
