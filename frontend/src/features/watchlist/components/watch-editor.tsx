import { ActionIcon } from '@mantine/core';
import { AddSymbol } from '@/components/symbols/add-symbol';
import { Failure } from '@/components/ui/faces';
import { CloseIcon, DownIcon, UpIcon } from '@/components/ui/icons';
import { Sheet } from '@/components/ui/sheet';
import type { Watchlist } from '@/lib/api/market-types';
import { useSaveWatchlist } from '@/lib/api/watchlists';
import { moveItem } from '../lib/reorder';
import styles from '../watchlist.module.css';

/** Adds, removes and orders the symbols of a watchlist; each change is saved at once. */
export function WatchEditor({ watchlist, onClose }: { watchlist: Watchlist; onClose: () => void }) {
  const save = useSaveWatchlist();
  const { id, symbols } = watchlist;
  const write = (next: string[]) => save.mutate({ id, symbols: next });
  const add = (symbol: string) => {
    if (!symbols.includes(symbol)) write([...symbols, symbol]);
  };
  return (
    <Sheet title={`Edit ${watchlist.name}`} width={520} onClose={onClose}>
      <AddSymbol chosen={symbols} onAdd={add} />
      {save.error && <Failure error={save.error} title="The change was not saved" />}
      <ul style={{ listStyle: 'none', margin: '12px 0 0', padding: 0 }}>
        {symbols.map((symbol, at) => (
          <li key={symbol} className={styles.editRow}>
            <span>{symbol}</span>
            <ActionIcon
              aria-label={`Move ${symbol} up`}
              size={32}
              disabled={at === 0}
              onClick={() => write(moveItem(symbols, symbol, -1))}
            >
              <UpIcon />
            </ActionIcon>
            <ActionIcon
              aria-label={`Move ${symbol} down`}
              size={32}
              disabled={at === symbols.length - 1}
              onClick={() => write(moveItem(symbols, symbol, 1))}
            >
              <DownIcon />
            </ActionIcon>
            <ActionIcon
              aria-label={`Remove ${symbol}`}
              size={32}
              onClick={() => write(symbols.filter((other) => other !== symbol))}
            >
              <CloseIcon />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
