import { useEffect, useState, useSyncExternalStore } from 'react';
import { AlertWatch } from '@/app/alert-watch';
import { CloseIcon } from '@/components/ui/icons';
import { onToasts, readToasts } from '@/lib/toasts';
import styles from './toaster.module.css';

const SHOWN_MS = 6_000;
const MOST_SHOWN = 3;

const useToasts = () => useSyncExternalStore(onToasts, readToasts);

/** The newest messages in a corner for a few seconds; screen readers announce each once. */
function Toaster() {
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

/** What happened, on whatever screen a person is: said once, and kept in the list of messages. */
export function Messages() {
  return (
    <>
      <Toaster />
      <AlertWatch />
    </>
  );
}
