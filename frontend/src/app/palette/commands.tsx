import { useHotkeys } from '@mantine/hooks';
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { isCovered, useKey } from '@/lib/keys';

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

type PaletteState = 'unused' | 'open' | 'closed';

/** The palette's state; closing gives the focus back to where it was, before anything else opens. */
function usePalette() {
  const [state, setState] = useState<PaletteState>('unused');
  const focused = useRef<Element | null>(null);
  const open = useCallback(() => {
    focused.current = document.activeElement;
    setState('open');
  }, []);
  const close = useCallback(() => {
    setState('closed');
    if (focused.current instanceof HTMLElement) focused.current.focus({ preventScroll: true });
    focused.current = null;
  }, []);
  const toggle = () => {
    if (state === 'open') close();
    else if (!isCovered()) open();
  };
  return { state, open, close, toggle };
}

/** The command palette and the list of keys; their code is not part of any screen's. */
export function CommandsProvider({ children }: { children: ReactNode }) {
  const palette = usePalette();
  const [keys, setKeys] = useState(false);
  const commands = useMemo(
    () => ({ openPalette: palette.open, openKeys: () => setKeys(true) }),
    [palette.open],
  );
  useFetchedPalette();
  // An empty list of excluded tags: Ctrl K works from inside a field as well.
  useHotkeys([['mod+K', palette.toggle]], []);
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
        {palette.state !== 'unused' && (
          <Palette
            opened={palette.state === 'open'}
            onClose={palette.close}
            onKeys={commands.openKeys}
          />
        )}
        {keys && <KeyboardHelp onClose={() => setKeys(false)} />}
      </Suspense>
    </CommandsContext>
  );
}
