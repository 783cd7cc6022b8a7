import { ActionIcon, Button } from '@mantine/core';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { EditIcon } from '@/components/ui/icons';
import { paths } from '@/config/paths';
import type { Watchlist } from '@/lib/api/market-types';
import { mainWatchlist, useCreateWatchlist, useWatchlists } from '@/lib/api/watchlists';
import { useChosenWatchlist } from '@/lib/watchlist-choice';
import { WatchRows } from './components/watch-rows';
import styles from './watchlist.module.css';

const WatchEditor = lazy(() =>
  import('./components/watch-editor').then(({ WatchEditor: part }) => ({ default: part })),
);

const ListChoice = lazy(() =>
  import('./components/list-choice').then(({ ListChoice: part }) => ({ default: part })),
);

/** The symbol that the address shows, or null on other screens. */
function useShownSymbol(): string | null {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const prefix = '/symbols/';
  return path.startsWith(prefix) ? decodeURIComponent(path.slice(prefix.length)) : null;
}

function WatchlistView({
  lists,
  watchlist,
  roomy,
}: {
  lists: readonly Watchlist[];
  watchlist: Watchlist;
  roomy: boolean;
}) {
  const [editing, setEditing] = useState(false);
  const name = <span className={styles.name}>{watchlist.name}</span>;
  const navigate = useNavigate();
  const chosen = useShownSymbol();
  const open = useCallback(
    (symbol: string) => void navigate({ to: paths.symbol, params: { symbol }, search: true }),
    [navigate],
  );
  return (
    <>
      <div className={styles.tools}>
        {lists.length < 2 ? (
          name
        ) : (
          <Suspense fallback={name}>
            <ListChoice lists={lists} shown={watchlist} />
          </Suspense>
        )}
        <ActionIcon
          size={roomy ? 44 : 24}
          variant="subtle"
          color="gray"
          aria-label={`Edit ${watchlist.name}`}
          aria-haspopup="dialog"
          onClick={() => setEditing(true)}
        >
          <EditIcon size={14} />
        </ActionIcon>
      </div>
      <div className={styles.head} aria-hidden>
        <span>Symbol</span>
        <span>Last</span>
        <span>Chg 1D</span>
      </div>
      {watchlist.symbols.length === 0 ? (
        <Empty
          action={
            <Button
              size="xs"
              variant="default"
              aria-haspopup="dialog"
              onClick={() => setEditing(true)}
            >
              Add symbols
            </Button>
          }
        >
          This watchlist is empty. Find symbols here and at the data providers.
        </Empty>
      ) : (
        <WatchRows
          symbols={watchlist.symbols}
          chosen={chosen}
          rowHeight={roomy ? 48 : 27}
          onOpen={open}
        />
      )}
      <Suspense fallback={null}>
        {editing && <WatchEditor watchlist={watchlist} onClose={() => setEditing(false)} />}
      </Suspense>
    </>
  );
}

function NoWatchlist() {
  const create = useCreateWatchlist();
  return (
    <Empty
      action={
        <Button
          size="xs"
          variant="default"
          loading={create.isPending}
          onClick={() => create.mutate({ name: 'Watchlist', symbols: [] })}
        >
          Make a watchlist
        </Button>
      }
    >
      There is no watchlist yet.
    </Empty>
  );
}

/** The watchlist beside every screen. `roomy` makes rows large enough for fingers. */
export function WatchlistSide({ roomy = false }: { roomy?: boolean }) {
  const query = useWatchlists();
  const chosen = useChosenWatchlist();
  return (
    <div className={`${styles.wrap} ${roomy ? styles.roomy : ''}`}>
      <Async
        query={query}
        loading={
          <div style={{ padding: 10 }}>
            <Loading lines={14} />
          </div>
        }
        isEmpty={(lists) => lists.length === 0}
        empty={<NoWatchlist />}
        errorTitle="The watchlist could not be loaded"
      >
        {(lists) => {
          const main = mainWatchlist(lists, chosen);
          return main && <WatchlistView lists={lists} watchlist={main} roomy={roomy} />;
        }}
      </Async>
    </div>
  );
}
