import { Delta } from '@/components/ui/values';
import { directionOf, formatPrice } from '@/lib/format/number';
import { useQuote } from '@/lib/realtime/quotes';
import { sparkPoints } from '../lib/spark';

export function LivePrice({ symbol }: { symbol: string }) {
  const quote = useQuote(symbol);
  return <>{formatPrice(quote?.price)}</>;
}

export function LiveChange({ symbol }: { symbol: string }) {
  const quote = useQuote(symbol);
  return <Delta value={quote?.change_percent} />;
}

const WIDTH = 92;
const HEIGHT = 20;

/** A small line of the last months; the figure beside it says the same in numbers. */
export function Spark({ values, change }: { values: readonly number[]; change: number | null }) {
  if (values.length < 2) return null;
  const direction = directionOf(change === null ? null : change * 100);
  const colour = direction === 'flat' ? 'var(--sl-dim)' : `var(--sl-${direction})`;
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`}
      aria-hidden="true"
      focusable="false"
    >
      <polyline
        points={sparkPoints(values, WIDTH, HEIGHT)}
        fill="none"
        stroke={colour}
        strokeWidth="1.4"
      />
    </svg>
  );
}
