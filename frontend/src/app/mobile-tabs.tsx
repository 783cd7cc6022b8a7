import { useDisclosure } from '@mantine/hooks';
import { Link, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { isHere, useScreenLink } from '@/app/header';
import { screens } from '@/app/navigation';
import { MenuIcon } from '@/components/ui/icons';
import styles from './shell.module.css';

const MoreSheet = lazy(() =>
  import('@/app/more-sheet').then((part) => ({ default: part.MoreSheet })),
);

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
        <Suspense>
          <MoreSheet others={others} onClose={close} />
        </Suspense>
      )}
    </nav>
  );
}
