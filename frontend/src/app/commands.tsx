import { useHotkeys } from '@mantine/hooks';
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useMemo,
  useState,
} from 'react';
import { useKey } from '@/lib/keys';

type Commands = { openPalette: () => void; openKeys: () => void };

const CommandsContext = createContext<Commands | null>(null);
const Palette = lazy(() => import('./palette').then(({ Palette: part }) => ({ default: part })));
const KeyboardHelp = lazy(() =>
  import('./keyboard-help').then(({ KeyboardHelp: part }) => ({ default: part })),
);

export function useCommands(): Commands {
  const commands = useContext(CommandsContext);
  if (!commands) throw new Error('useCommands needs CommandsProvider above it.');
  return commands;
}

/** The command palette and the list of keys; their code is fetched when first asked for. */
export function CommandsProvider({ children }: { children: ReactNode }) {
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const commands = useMemo(
    () => ({ openPalette: () => setPalette(true), openKeys: () => setKeys(true) }),
    [],
  );
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
