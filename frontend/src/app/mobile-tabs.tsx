import { useDisclosure } from '@mantine/hooks';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isHere, useScreenLink } from '@/app/header';
import { screens } from '@/app/navigation';
import { MenuIcon, UserIcon } from '@/components/ui/icons';
import { Sheet } from '@/components/ui/sheet';
import { paths } from '@/config/paths';
import { useSignOut } from '@/lib/api/account/use-session';
import { connection } from '@/lib/realtime/connection';
import styles from './shell.module.css';

function SignOutEntry() {
  const signOut = useSignOut();
  const navigate = useNavigate();
  const leave = () =>
    signOut.mutate(undefined, {
      onSuccess: () => {
        connection.stop();
        void navigate({ to: paths.signIn });
      },
    });
  return (
    <button
      type="button"
      className={styles.more}
      style={{ border: 0, background: 'none', padding: 0, width: '100%', font: 'inherit' }}
      onClick={leave}
    >
      <UserIcon size={20} />
      Sign out
    </button>
  );
}

/** The bottom bar of narrow screens: four screens, and the others behind "More". */
export function MobileTabs() {
  const link = useScreenLink();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [opened, { open, close }] = useDisclosure(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address closes the drawer
  useEffect(close, [path]);
  const others = screens.filter(({ primary }) => !primary);
  const elsewhere = others.some((screen) => isHere(screen, path));
  return (
    <nav className={styles.tabs} aria-label="Screens">
      {screens
        .filter(({ primary }) => primary)
        .map((screen) => (
          <Link
            key={screen.to}
            {...(link(screen) as { to: '/' })}
            className={styles.tab ?? ''}
            activeProps={{}}
            {...(isHere(screen, path) && { 'aria-current': 'page' as const })}
          >
            <screen.Icon size={20} />
            {screen.label}
          </Link>
        ))}
      <button
        type="button"
        className={styles.tab}
        aria-haspopup="dialog"
        aria-current={elsewhere ? 'page' : undefined}
        onClick={open}
      >
        <MenuIcon size={20} />
        More
      </button>
      {opened && (
        <Sheet title="More screens" side="bottom" onClose={close}>
          {others.map((screen) => (
            <Link key={screen.to} to={screen.to as '/'} className={styles.more ?? ''}>
              <screen.Icon size={20} />
              {screen.label}
            </Link>
          ))}
          <SignOutEntry />
        </Sheet>
      )}
    </nav>
  );
}
