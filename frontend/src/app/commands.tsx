import { useHotkeys } from '@mantine/hooks';
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { useKey } from '@/lib/keys';

type Commands = { openPalette: () => void; openKeys: () => void };

const AFTER_DRAWING_MS = 1_500;
const CommandsContext = createContext<Commands | null>(null);
const fetchPalette = () => import('./palette');
const Palette = lazy(() => fetchPalette().then(({ Palette: part }) => ({ default: part })));
const KeyboardHelp = lazy(() =>
  import('./keyboard-help').then(({ KeyboardHelp: part }) => ({ default: part })),
);

export function useCommands(): Commands {
  const commands = useContext(CommandsContext);
  if (!commands) throw new Error('useCommands needs CommandsProvider above it.');
  return commands;
}

/** Once the screen is drawn: who presses Ctrl K types on at once, and those keys must not be lost. */
function useFetchedPalette() {
  useEffect(() => {
    // Safari has no idle callback.
    const timer = setTimeout(() => void fetchPalette(), AFTER_DRAWING_MS);
    return () => clearTimeout(timer);
  }, []);
}

/** The command palette and the list of keys; their code is not part of any screen's. */
export function CommandsProvider({ children }: { children: ReactNode }) {
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const commands = useMemo(
    () => ({ openPalette: () => setPalette(true), openKeys: () => setKeys(true) }),
    [],
  );
  useFetchedPalette();
  // An empty list of excluded tags: Ctrl K works from inside a field as well.
  useHotkeys([['mod+K', commands.openPalette]], []);
  useKey({
    '/': (event) => {
      event.preventDefault();
      commands.openPalette();
    },
    '?': commands.openKeys,
  });
  return (
    <CommandsContext value={commands}>
      {children}
      <Suspense fallback={null}>
        {palette && <Palette onClose={() => setPalette(false)} onKeys={commands.openKeys} />}
        {keys && <KeyboardHelp onClose={() => setKeys(false)} />}
      </Suspense>
    </CommandsContext>
  );
}
