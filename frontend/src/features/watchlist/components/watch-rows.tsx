import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { scrollToRow, useWindow } from '@/lib/use-window';
import styles from '../watchlist.module.css';
import { WatchRow } from './watch-row';

const targets: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(last, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  PageDown: (at, last) => Math.min(last, at + 10),
  PageUp: (at) => Math.max(0, at - 10),
  Home: () => 0,
  End: (_at, last) => last,
};

export type WatchRowsProps = {
  symbols: readonly string[];
  chosen: string | null;
  rowHeight: number;
  onOpen: (symbol: string) => void;
};

/** The list box: only the visible rows exist, arrows move, Enter opens. */
export function WatchRows({ symbols, chosen, rowHeight, onOpen }: WatchRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [active, setActive] = useState(() => Math.max(0, symbols.indexOf(chosen ?? '')));
  useEffect(() => {
    const at = symbols.indexOf(chosen ?? '');
    if (at >= 0) setActive(at);
  }, [symbols, chosen]);
  const { first, end } = useWindow(scroller, rowHeight, symbols.length);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const symbol = symbols[active];
    if (event.key === 'Enter' && symbol) return onOpen(symbol);
    const target = targets[event.key];
    if (!target) return;
    event.preventDefault();
    const next = target(active, symbols.length - 1);
    setActive(next);
    scrollToRow(scroller.current, rowHeight, next);
  };
  return (
    <div
      ref={scroller}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label="Watched symbols"
      aria-activedescendant={symbols[active] ? `${prefix}-${symbols[active]}` : undefined}
      onKeyDown={move}
    >
      <div className={styles.sizer} style={{ height: symbols.length * rowHeight }}>
        {symbols.slice(first, end).map((symbol, offset) => {
          const index = first + offset;
          return (
            <WatchRow
              key={symbol}
              id={`${prefix}-${symbol}`}
              symbol={symbol}
              active={index === active}
              chosen={symbol === chosen}
              top={index * rowHeight}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}
