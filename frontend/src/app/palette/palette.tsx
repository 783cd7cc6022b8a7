import '@/theme/mantine-forms.css';
import '@/theme/mantine-more.css';
import '@mantine/spotlight/styles.layer.css';
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { screens } from '@/app/navigation';
import { SearchIcon } from '@/components/ui/icons';
import { setBalancesHidden, useBalancesHidden } from '@/components/ui/privacy';
import { paths } from '@/config/paths';
import { useInstruments } from '@/lib/api/instruments';
import type { Instrument } from '@/lib/api/market-types';
import { problemOf } from '@/lib/api/problem';
import { type Match, useAddInstrument, useRemoteSearch } from '@/lib/api/universe';
import { connection } from '@/lib/realtime/connection';
import { recentSymbols } from '@/lib/recents';
import { toast } from '@/lib/toasts';

type Go = (symbol: string) => void;

function symbolAction(instrument: Instrument, go: Go, prefix: string) {
  const { symbol, name, asset_class } = instrument;
  return {
    id: `${prefix}-${symbol}`,
    label: symbol,
    description: name === symbol ? asset_class : `${name} · ${asset_class}`,
    keywords: [name],
    onClick: () => go(symbol),
  };
}

/** Exact symbol first, then symbols that start so, then names that contain the words. */
export function rankSymbols(
  instruments: readonly Instrument[],
  query: string,
  limit: number,
): Instrument[] {
  const words = query.trim().toLowerCase();
  if (words === '') return [];
  const score = ({ symbol, name }: Instrument): number => {
    const lower = symbol.toLowerCase();
    if (lower === words) return 0;
    if (lower.startsWith(words)) return 1;
    if (
      name
        .toLowerCase()
        .split(/\s+/)
        .some((word) => word.startsWith(words))
    )
      return 2;
    return lower.includes(words) || name.toLowerCase().includes(words) ? 3 : 9;
  };
  return instruments
    .map((instrument) => ({ instrument, rank: score(instrument) }))
    .filter(({ rank }) => rank < 9)
    .sort((a, b) => a.rank - b.rank || a.instrument.symbol.localeCompare(b.instrument.symbol))
    .slice(0, limit)
    .map(({ instrument }) => instrument);
}

function useActions(openKeys: () => void) {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const hidden = useBalancesHidden();
  return useMemo(
    () => [
      { id: 'theme-dark', label: 'Use the dark theme', onClick: () => setColorScheme('dark') },
      { id: 'theme-light', label: 'Use the light theme', onClick: () => setColorScheme('light') },
      {
        id: 'upload',
        label: 'Upload prices from a CSV',
        onClick: () => void navigate({ to: paths.uploads }),
      },
      {
        id: 'theme-auto',
        label: 'Follow the system’s theme',
        onClick: () => setColorScheme('auto'),
      },
      {
        id: 'privacy',
        label: hidden ? 'Show balances' : 'Hide balances',
        onClick: () => setBalancesHidden(!hidden),
      },
      { id: 'reconnect', label: 'Reconnect live prices', onClick: connection.retryNow },
      { id: 'keys', label: 'Show all keys', onClick: openKeys },
      {
        id: 'api',
        label: 'Open the API documentation',
        onClick: () => void navigate({ href: '/api/docs/', reloadDocument: true }),
      },
    ],
    [hidden, navigate, openKeys, setColorScheme],
  );
}

const TYPING_MS = 400;

/** Instruments that only providers know; choosing one adds it and goes there. */
function useRemoteActions(query: string, known: readonly Instrument[], go: Go) {
  const [words] = useDebouncedValue(query, TYPING_MS);
  const { data } = useRemoteSearch(words);
  const add = useAddInstrument();
  const here = new Set(known.map(({ symbol }) => symbol));
  // The palette closes at once, so what follows must not hang on it being there.
  const choose = ({ symbol, provider }: Match) =>
    void add.mutateAsync({ symbol, provider }).then(
      ({ instrument }) => go(instrument.symbol),
      (error: unknown) =>
        toast({ title: `${symbol} was not added`, message: problemOf(error).detail, tone: 'bad' }),
    );
  return (data?.results ?? [])
    .filter(({ added, symbol }) => !added && !here.has(symbol))
    .map((match) => ({
      id: `remote-${match.symbol}`,
      label: `Add ${match.symbol}`,
      description: `${match.name} · ${match.asset_class} · from ${match.provider}`,
      onClick: () => choose(match),
    }));
}

const matches = (label: string, query: string) => label.toLowerCase().includes(query.toLowerCase());

type PaletteProps = { opened: boolean; onClose: () => void; onKeys: () => void };

const [store, palette] = createSpotlight();

/** Opens and closes by the store: a Spotlight that is forced open never calls its close handler. */
function useOpened(opened: boolean): void {
  useEffect(() => {
    if (opened) palette.open();
    else palette.close();
  }, [opened]);
}

/** Lets Enter choose the first entry where the library selected none, as for results that came late. */
function chooseFirst(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  const list = document.getElementById(store.getState().listId);
  if (list?.querySelector('[data-selected]')) return;
  list?.querySelector<HTMLElement>('[data-action]')?.click();
}

/** Symbols, screens, actions and recents, found by typing. */
export function Palette({ opened, onClose, onKeys }: PaletteProps) {
  const [query, setQuery] = useState('');
  const navigate = useNavigate();
  const { data: instruments = [] } = useInstruments();
  const actions = useActions(() => {
    // First closed: the next dialog then gives the focus back to where this one found it.
    onClose();
    onKeys();
  });
  const go: Go = (symbol) => void navigate({ to: paths.symbol, params: { symbol } });
  const recents = recentSymbols().flatMap(
    (symbol) => instruments.find((instrument) => instrument.symbol === symbol) ?? [],
  );
  const words = query.trim();
  const remote = useRemoteActions(words, instruments, go);
  const groups: SpotlightActionGroupData[] = [
    {
      group: words ? 'Symbols' : 'Recent symbols',
      actions: words
        ? rankSymbols(instruments, words, 8).map((item) => symbolAction(item, go, 'symbol'))
        : recents.map((item) => symbolAction(item, go, 'recent')),
    },
    { group: 'At data providers', actions: words ? remote : [] },
    {
      group: 'Screens',
      actions: screens
        .filter(({ to, label }) => to !== paths.symbol && matches(label, words))
        .map(({ to, label, Icon }) => ({
          id: `screen-${to}`,
          label,
          leftSection: <Icon size={18} />,
          onClick: () => void navigate({ to: to as '/' }),
        })),
    },
    { group: 'Actions', actions: actions.filter(({ label }) => matches(label, words)) },
  ].filter((group) => group.actions.length > 0);
  useOpened(opened);
  return (
    <Spotlight
      store={store}
      returnFocus={false}
      shortcut={null}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      actions={groups}
      filter={(_query, all) => all}
      highlightQuery
      scrollable
      overlayProps={{ blur: 0, backgroundOpacity: 0.6 }}
      maxHeight={440}
      nothingFound={`Nothing is called “${words}”.`}
      attributes={{ content: { 'aria-label': 'Search symbol or command' } }}
      searchProps={{
        placeholder: 'Search symbol, screen or action',
        onKeyDown: chooseFirst,
        'aria-label': 'Search symbol, screen or action',
        leftSection: <SearchIcon size={18} />,
      }}
    />
  );
}
