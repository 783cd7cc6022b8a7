import { ActionIcon } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { BellIcon } from '@/components/ui/icons';
import { Pop } from '@/components/ui/pop';
import { formatAge } from '@/lib/format/time';
import { onToasts, readToasts } from '@/lib/toasts';
import styles from './shell.module.css';

const useToasts = () => useSyncExternalStore(onToasts, readToasts);

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
          <div key={id} className={styles.message}>
            {title} <span className="dim">· {formatAge(at)}</span>
            {message && <div className="dim">{message}</div>}
          </div>
        ))}
      </div>
    </Pop>
  );
}
