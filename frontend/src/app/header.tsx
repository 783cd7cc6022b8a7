import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { ConnectionBadge } from '@/app/connection-badge';
import { type Screen, screens } from '@/app/navigation';
import { useCommands } from '@/app/palette/commands';
import { ToastList } from '@/app/toast-list';
import { DownIcon, MenuIcon, MoonIcon, SearchIcon, SunIcon, UserIcon } from '@/components/ui/icons';
import { Pop, PopItem, PopList, popItemClass } from '@/components/ui/pop';
import { PrivacyEye } from '@/components/ui/privacy';
import { Sheet } from '@/components/ui/sheet';
import { paths } from '@/config/paths';
import { WatchlistSide } from '@/features/watchlist/watchlist-side';
import { useSaveDisplay } from '@/lib/api/account/display-settings';
import { useSession, useSignOut } from '@/lib/api/account/use-session';
import { useMeta } from '@/lib/api/meta';
import { useActiveSymbol } from '@/lib/api/watchlists';
import { past } from '@/lib/past/moment';
import { connection } from '@/lib/realtime/connection';
import styles from './shell.module.css';

const ReplayBadge = lazy(() =>
  import('@/app/clock/replay-badge').then((part) => ({ default: part.ReplayBadge })),
);

const AsOf = lazy(() => import('@/app/past/as-of').then((part) => ({ default: part.AsOf })));

/** Where a navigation entry leads; the chart leads nowhere while there is no symbol at all. */
export function useScreenLink() {
  const symbol = useActiveSymbol();
  return (screen: Screen) =>
    screen.to === paths.symbol
      ? { to: paths.symbol, params: { symbol: symbol || NO_SYMBOL }, disabled: !symbol }
      : { to: screen.to };
}

/** Stands in an address that is never gone to. */
const NO_SYMBOL = '-';

function MainNav() {
  const link = useScreenLink();
  return (
    <nav className={styles.nav} aria-label="Screens">
      {screens
        .filter(({ menu }) => menu === 'bar')
        .map((screen) => (
          <ScreenLink key={screen.to} screen={screen} {...link(screen)} />
        ))}
      <DataMenu />
    </nav>
  );
}

/** The screens about data and work, behind one word so that the bar stays short. */
function DataMenu() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const entries = screens.filter(({ menu }) => menu === 'data');
  const here = entries.some((screen) => isHere(screen, path));
  return (
    <Pop
      label="Data and jobs"
      width={180}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          className={styles.link}
          aria-current={here ? 'page' : undefined}
        >
          Data and jobs
          <DownIcon size={14} />
        </button>
      )}
    >
      {(close) => (
        <PopList>
          {entries.map(({ to, label }) => (
            <li key={to}>
              <Link to={to as '/'} className={popItemClass} onClick={close}>
                {label}
              </Link>
            </li>
          ))}
        </PopList>
      )}
    </Pop>
  );
}

function ScreenLink({ screen, ...link }: { screen: Screen; to: string; params?: object }) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = isHere(screen, path);
  return (
    <Link
      {...(link as { to: '/' })}
      className={styles.link ?? ''}
      activeProps={{}}
      {...(here && { 'aria-current': 'page' as const })}
    >
      {screen.label}
    </Link>
  );
}

/** Whether a path belongs to a screen. */
export function isHere(screen: Screen, path: string): boolean {
  if (screen.to === paths.symbol) return path.startsWith('/symbols/');
  return path === screen.to;
}

export function ThemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const save = useSaveDisplay();
  const dark =
    colorScheme === 'dark' ||
    (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  const next = dark ? 'light' : 'dark';
  const toggle = () => {
    setColorScheme(next);
    save.mutate({ theme: next });
  };
  return (
    <ActionIcon size={30} aria-label={`Use the ${next} theme`} onClick={toggle}>
      {dark ? <MoonIcon /> : <SunIcon />}
    </ActionIcon>
  );
}

function UserMenu() {
  const { data } = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const leave = () =>
    signOut.mutate(undefined, {
      onSuccess: () => {
        connection.stop();
        void navigate({ to: paths.signIn });
      },
    });
  const go = (to: string) => void navigate({ to });
  return (
    <Pop
      label="Account"
      width={190}
      trigger={(props) => (
        <ActionIcon {...props} size={30} aria-label="Account">
          <UserIcon />
        </ActionIcon>
      )}
    >
      {(close) => (
        <>
          <p className="dim" style={{ margin: '0 0 10px' }}>
            Signed in as {data?.user?.display}
          </p>
          <PopList>
            <PopItem onClick={() => [close(), go(paths.settings)]}>Settings</PopItem>
            <PopItem onClick={() => [close(), go(paths.about)]}>About and data</PopItem>
            <PopItem onClick={leave}>Sign out</PopItem>
          </PopList>
        </>
      )}
    </Pop>
  );
}

/** The watchlist behind a button, for screens too narrow for the side list. */
function WatchlistDrawer() {
  const [opened, { open, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address closes the drawer
  useEffect(close, [path]);
  return (
    <>
      <ActionIcon
        className={styles.narrow ?? ''}
        size={44}
        variant="subtle"
        color="gray"
        aria-label="Open the watchlist"
        aria-haspopup="dialog"
        onClick={open}
      >
        <MenuIcon size={20} />
      </ActionIcon>
      {opened && (
        <Sheet title="Watchlist" side="left" flush onClose={close}>
          <WatchlistSide roomy />
        </Sheet>
      )}
    </>
  );
}

/** The market's date where it is replayed; nothing of it is loaded elsewhere. */
function Replay() {
  const { data: meta } = useMeta();
  if (past || !meta?.market_replayed) return null;
  return (
    <Suspense>
      <ReplayBadge />
    </Suspense>
  );
}

export function Header() {
  const { openPalette } = useCommands();
  return (
    <header className={styles.header}>
      <WatchlistDrawer />
      <Link to={paths.home} className={styles.brand ?? ''}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={22} height={22} />
        Sightline
      </Link>
      <MainNav />
      <div className={styles.tools}>
        {past ? null : <ConnectionBadge />}
        <span className={past ? '' : styles.wide}>
          <Suspense>
            <AsOf />
          </Suspense>
        </span>
        <Replay />
        <button
          type="button"
          className={styles.search}
          aria-keyshortcuts="Control+K"
          aria-haspopup="dialog"
          onClick={openPalette}
        >
          <SearchIcon />
          <span className={styles.searchText}>Search symbol or command</span>
          <kbd aria-hidden className={`${styles.kbd} ${styles.wide}`}>
            Ctrl K
          </kbd>
        </button>
        <span className={styles.wide}>
          <ToastList />
        </span>
        <span className={styles.wide}>
          <PrivacyEye />
        </span>
        <ThemeToggle />
        <span className={styles.wide}>
          <UserMenu />
        </span>
      </div>
    </header>
  );
}
