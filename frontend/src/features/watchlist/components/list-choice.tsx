import type { Watchlist } from '@/lib/api/market-types';
import { useSamples } from '@/lib/demo/samples';
import { chooseWatchlist } from '@/lib/watchlist-choice';
import styles from '../watchlist.module.css';

/** The name of the list that is shown, and the way to another. */
export function ListChoice({ lists, shown }: { lists: readonly Watchlist[]; shown: Watchlist }) {
  const { data } = useSamples();
  const isSample = (list: Watchlist) =>
    data?.items.some(({ kind, id }) => kind === 'watchlist' && id === String(list.id));
  return (
    <select
      className={`${styles.name} ${styles.choice}`}
      aria-label="Watchlist shown"
      value={shown.id}
      onChange={(event) => chooseWatchlist(Number(event.currentTarget.value))}
    >
      {lists.map((list) => (
        <option key={list.id} value={list.id}>
          {isSample(list) ? `${list.name} (sample)` : list.name}
        </option>
      ))}
    </select>
  );
}
