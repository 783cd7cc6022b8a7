import { Link, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { Screen } from '@/app/navigation';
import { Loading } from '@/components/ui/faces';
import { HistoryIcon, UserIcon } from '@/components/ui/icons';
import { Sheet } from '@/components/ui/sheet';
import { paths } from '@/config/paths';
import { useSignOut } from '@/lib/api/account/use-session';
import { connection } from '@/lib/realtime/connection';
import styles from './shell.module.css';

const AsOfForm = lazy(() =>
  import('@/app/past/as-of').then((part) => ({ default: part.AsOfForm })),
);

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
    <button type="button" className={`${styles.more} ${styles.plain}`} onClick={leave}>
      <UserIcon size={20} />
      Sign out
    </button>
  );
}

/** What has no room in the bottom bar: the other screens, a past day, and the way out. */
export function MoreSheet({ others, onClose }: { others: readonly Screen[]; onClose: () => void }) {
  const [asks, setAsks] = useState(false);
  if (asks) {
    return (
      <Sheet title="As of a past day" side="bottom" onClose={onClose}>
        <Suspense fallback={<Loading lines={4} />}>
          <AsOfForm />
        </Suspense>
      </Sheet>
    );
  }
  return (
    <Sheet title="More screens" side="bottom" onClose={onClose}>
      {others.map((screen) => (
        <Link key={screen.to} to={screen.to as '/'} className={styles.more ?? ''}>
          <screen.Icon size={20} />
          {screen.label}
        </Link>
      ))}
      <button
        type="button"
        className={`${styles.more} ${styles.plain}`}
        onClick={() => setAsks(true)}
      >
        <HistoryIcon size={20} />
        As of a past day
      </button>
      <SignOutEntry />
    </Sheet>
  );
}
