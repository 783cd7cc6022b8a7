import '@/theme/mantine-forms.css';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { Tag } from '@/components/ui/badges';
import { Failure } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { useInstruments } from '@/lib/api/instruments';
import type { Instrument } from '@/lib/api/market-types';
import {
  type Match,
  type RemoteSearch,
  SHORTEST_SEARCH,
  useAddInstrument,
  useRemoteSearch,
} from '@/lib/api/universe';
import { useBarsChanged } from '@/lib/api/upkeep';
import { instrumentsSearchRetrieveLimits } from '@/types/limits';
import styles from './add-symbol.module.css';

const MOST_LOCAL = 6;
const TYPING_MS = 350;

type Row = Pick<Match, 'symbol' | 'name' | 'exchange' | 'provider' | 'added'>;

/** What is here already and matches, exact symbols and beginnings first. */
export function localRows(instruments: readonly Instrument[], words: string): Row[] {
  const text = words.trim().toLowerCase();
  if (text === '') return [];
  const rank = ({ symbol, name }: Instrument) => {
    const lower = symbol.toLowerCase();
    if (lower === text) return 0;
    if (lower.startsWith(text)) return 1;
    return name.toLowerCase().includes(text) || lower.includes(text) ? 2 : 9;
  };
  return instruments
    .map((one) => ({ one, at: rank(one) }))
    .filter(({ at }) => at < 9)
    .sort((a, b) => a.at - b.at || a.one.symbol.localeCompare(b.one.symbol))
    .slice(0, MOST_LOCAL)
    .map(({ one: { symbol, name, exchange } }) => ({
      symbol,
      name,
      exchange,
      provider: 'here',
      added: true,
    }));
}

/** Which providers did not answer, in a sentence; empty when all did. */
export function silentProviders(search: RemoteSearch | undefined): string {
  const tried = search?.tried ?? [];
  return tried.map(({ provider, cause }) => `${provider} did not answer: ${cause}`).join(' ');
}

type AddSymbolProps = {
  /** Symbols that need no adding any more. */
  chosen: readonly string[];
  /** Called with a symbol that is here, or now is. */
  onAdd: (symbol: string) => void;
};

/** Finds instruments here and at the providers; one press adds one, and a job fetches its history. */
export function AddSymbol({ chosen, onAdd }: AddSymbolProps) {
  const [words, setWords] = useState('');
  const [settled] = useDebouncedValue(words, TYPING_MS);
  const { data: instruments = [] } = useInstruments();
  const search = useRemoteSearch(settled);
  const add = useAddInstrument();
  const changed = useBarsChanged();
  const local = localRows(instruments, words);
  const known = new Set(local.map(({ symbol }) => symbol));
  const remote = (search.data?.results ?? []).filter(
    ({ symbol, added }) => !added && !known.has(symbol),
  );
  const asked = words.trim().length >= SHORTEST_SEARCH;
  const rows: Row[] = asked ? [...local, ...remote] : local;
  const press = (row: Row) => {
    if (row.added) return onAdd(row.symbol);
    add.mutate(row, { onSuccess: ({ instrument }) => onAdd(instrument.symbol) });
  };
  const job = add.data?.job;
  return (
    <div>
      <TextInput
        label="Add a symbol"
        placeholder="Symbol or name, such as AAPL"
        value={words}
        maxLength={instrumentsSearchRetrieveLimits.q.maxLength}
        autoComplete="off"
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {rows.length > 0 && (
        <ul className={styles.matches} aria-label="Matches">
          {rows.map((row) => (
            <li key={row.symbol} className={styles.match}>
              <span className={styles.words}>
                <strong>{row.symbol}</strong>{' '}
                <span className="dim">{[row.name, row.exchange].filter(Boolean).join(' · ')}</span>
              </span>
              <Tag tone={row.added ? 'plain' : 'info'}>{row.provider}</Tag>
              <AddButton
                row={row}
                done={chosen.includes(row.symbol)}
                busy={add.isPending && add.variables?.symbol === row.symbol}
                onPress={() => press(row)}
              />
            </li>
          ))}
        </ul>
      )}
      {asked && <SearchNote search={search} found={rows.length} />}
      {add.error && <Failure error={add.error} title="The symbol was not added" />}
      {add.data && job && (
        <div className={styles.job}>
          <JobProgress
            key={job.id}
            jobId={job.id}
            title={add.data.instrument.symbol}
            onDone={() => changed([add.data.instrument.symbol])}
          />
        </div>
      )}
    </div>
  );
}

type AddButtonProps = { row: Row; done: boolean; busy: boolean; onPress: () => void };

function AddButton({ row, done, busy, onPress }: AddButtonProps) {
  if (done) return <span className="dim">in the list</span>;
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={busy}
      aria-label={`Add ${row.symbol}${row.added ? '' : ` from ${row.provider}`}`}
      onClick={onPress}
    >
      Add
    </Button>
  );
}

function SearchNote({
  search,
  found,
}: {
  search: ReturnType<typeof useRemoteSearch>;
  found: number;
}) {
  if (search.isFetching) return <p className={styles.note}>Asking the data providers…</p>;
  if (search.error) {
    return <Failure error={search.error} onRetry={() => void search.refetch()} />;
  }
  const silent = silentProviders(search.data);
  const asked = search.data?.asked ?? [];
  const nobody = 'Only symbols that are here are searched: no data provider is asked in this mode.';
  return (
    <p className={styles.note} role="status">
      {found === 0 && 'Nothing found. '}
      {asked.length > 0 ? `Asked: ${asked.join(', ')}. ` : nobody}
      {silent}
    </p>
  );
}
