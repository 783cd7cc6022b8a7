import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
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
  const virtualizer = useVirtualizer({
    count: symbols.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    initialRect: { width: 270, height: 800 },
  });
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const symbol = symbols[active];
    if (event.key === 'Enter' && symbol) return onOpen(symbol);
    const target = targets[event.key];
    if (!target) return;
    event.preventDefault();
    const next = target(active, symbols.length - 1);
    setActive(next);
    virtualizer.scrollToIndex(next);
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
      <div className={styles.sizer} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const symbol = symbols[item.index];
          if (symbol === undefined) return null;
          return (
            <WatchRow
              key={symbol}
              id={`${prefix}-${symbol}`}
              symbol={symbol}
              active={item.index === active}
              chosen={symbol === chosen}
              style={{ top: item.start }}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}
