import { ActionIcon } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { BellIcon, CloseIcon } from '@/components/ui/icons';
import { Pop } from '@/components/ui/pop';
import { formatAge } from '@/lib/format/time';
import { onToasts, readToasts } from '@/lib/toasts';
import styles from './toaster.module.css';

const SHOWN_MS = 6_000;
const MOST_SHOWN = 3;

const useToasts = () => useSyncExternalStore(onToasts, readToasts);

/** The newest messages in a corner for a few seconds; screen readers announce each once. */
export function Toaster() {
  const toasts = useToasts();
  const [hidden, setHidden] = useState(0);
  const newest = toasts[0];
  useEffect(() => {
    if (!newest) return;
    const timer = setTimeout(() => setHidden(newest.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [newest]);
  const shown = toasts.filter(({ id }) => id > hidden).slice(0, MOST_SHOWN);
  return (
    <div className={styles.stack} role="status" aria-live="polite">
      {shown.map(({ id, title, message, tone }) => (
        <div key={id} className={`${styles.toast} ${tone === 'plain' ? '' : styles[tone]}`}>
          <div className={styles.text}>
            <strong>{title}</strong>
            {message && <div className="dim">{message}</div>}
          </div>
          <button
            type="button"
            className={styles.close}
            aria-label={`Dismiss: ${title}`}
            onClick={() => setHidden(id)}
          >
            <CloseIcon size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}

/** All messages of this visit. */
export function ToastList() {
  const toasts = useToasts();
  return (
    <Pop
      label="Messages"
      width={320}
      trigger={(props) => (
        <ActionIcon {...props} size={30} aria-label={`Messages: ${toasts.length}`}>
          <BellIcon />
        </ActionIcon>
      )}
    >
      <strong>Messages</strong>
      {toasts.length === 0 && <p className="dim">No notifications since this page was opened.</p>}
      <div style={{ maxHeight: 320, overflow: 'auto' }}>
        {toasts.map(({ id, title, message, at }) => (
          <div key={id} className={styles.entry}>
            {title} <span className="dim">· {formatAge(at)}</span>
            {message && <div className="dim">{message}</div>}
          </div>
        ))}
      </div>
    </Pop>
  );
}
