import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { PagePending } from '@/app/boundaries';
import { Header } from '@/app/header';
import { MobileTabs } from '@/app/mobile-tabs';
import { CommandsProvider } from '@/app/palette/commands';
import { useDisplaySettings } from '@/app/use-display-settings';
import { WhyHost } from '@/app/why/why-host';
import { WatchlistSide } from '@/features/watchlist/watchlist-side';
import { useTourStep } from '@/lib/demo/tour';
import { past } from '@/lib/past/moment';
import { connection, streamUrl } from '@/lib/realtime/connection';
import { usePricePolling } from '@/lib/realtime/quotes';
import styles from './shell.module.css';

const Messages = lazy(() => import('@/app/toaster').then((part) => ({ default: part.Messages })));
const PastBar = lazy(() =>
  import('@/app/past/past-bar').then((part) => ({ default: part.PastBar })),
);
const Tour = lazy(() => import('@/app/tour/tour').then((part) => ({ default: part.Tour })));

/** Moves the reading position to the new screen, as a page load would. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    const focused = document.activeElement;
    // What had the focus went with the old screen, or with a dialog that closed meanwhile.
    const lost = focused === null || focused === document.body;
    if (lost || main.current?.contains(focused)) main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}

/** The frame of every screen behind the sign-in. */
export function Shell() {
  const main = useFocusOnNavigation();
  useEffect(() => {
    // What is pushed is of the present.
    if (!past) connection.start(streamUrl());
  }, []);
  usePricePolling();
  useDisplaySettings();
  const touring = useTourStep() !== null;
  return (
    <CommandsProvider>
      <div className={styles.shell}>
        <a className={styles.skip} href="#main">
          Skip to content
        </a>
        <Header />
        <aside className={styles.side} aria-label="Watchlist">
          <WatchlistSide />
        </aside>
        <main id="main" ref={main} tabIndex={-1} className={styles.main} style={{ outline: 0 }}>
          <div className={styles.content}>
            {past && (
              <Suspense>
                <PastBar />
              </Suspense>
            )}
            <Suspense fallback={<PagePending />}>
              <Outlet />
            </Suspense>
          </div>
          <footer className={styles.footer}>
            <span>
              Charts by{' '}
              <a href="https://www.tradingview.com/" rel="noreferrer" target="_blank">
                TradingView Lightweight Charts™
              </a>
            </span>
            <span>
              Forecasts are shown with their measured skill. Nothing here is investment advice.
            </span>
          </footer>
        </main>
        <MobileTabs />
        <Suspense>
          <Messages />
        </Suspense>
        <WhyHost />
        <Suspense>{touring && <Tour />}</Suspense>
      </div>
    </CommandsProvider>
  );
}
