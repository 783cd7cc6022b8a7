import { memo, useEffect, useRef } from 'react';
import { Delta } from '@/components/ui/values';
import { formatPrice } from '@/lib/format/number';
import { useQuote } from '@/lib/realtime/quotes';
import { whyFigure } from '@/lib/why';
import styles from '../watchlist.module.css';

export type WatchRowProps = {
  id: string;
  symbol: string;
  active: boolean;
  chosen: boolean;
  /** Distance from the list's top in pixels; a number, so that an unmoved row is not rendered again. */
  top: number;
  onOpen: (symbol: string) => void;
};

/** Lets the price cell flash towards the direction it moved, without rendering again. */
function useFlash(price: number | undefined) {
  const cell = useRef<HTMLSpanElement>(null);
  const before = useRef(price);
  useEffect(() => {
    const last = before.current;
    before.current = price;
    const element = cell.current;
    if (!element || last === undefined || price === undefined || price === last) return;
    const name = price > last ? styles.flashUp : styles.flashDown;
    if (!name) return;
    element.classList.remove(styles.flashUp ?? '', styles.flashDown ?? '');
    // Reading the size between the two makes the browser start the animation afresh.
    void element.offsetWidth;
    element.classList.add(name);
  }, [price]);
  return cell;
}

/** One line of the watchlist; only its own symbol's price makes it render. */
export const WatchRow = memo(function WatchRow(props: WatchRowProps) {
  const { id, symbol, active, chosen, top, onOpen } = props;
  const quote = useQuote(symbol);
  const cell = useFlash(quote?.price);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which holds the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the focus and names the active option
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className={`${styles.row} ${active ? styles.active : ''}`}
      style={{ top }}
      onClick={() => onOpen(symbol)}
    >
      <span className={styles.symbol}>{symbol}</span>
      <span
        ref={cell}
        className={styles.right}
        {...whyFigure({ measure: 'market.price', params: { symbol } })}
      >
        {formatPrice(quote?.price)}
      </span>
      <span
        className={styles.right}
        {...whyFigure({ measure: 'market.change_percent', params: { symbol } })}
      >
        <Delta value={quote?.change_percent} />
      </span>
    </div>
  );
});
