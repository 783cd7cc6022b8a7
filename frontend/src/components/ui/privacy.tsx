/** The privacy eye: balances can be hidden from people who look over a shoulder. */
import { ActionIcon } from '@mantine/core';
import { type ReactNode, useSyncExternalStore } from 'react';
import { EyeIcon, EyeOffIcon } from './icons';

const KEY = 'sightline.hide-balances';
const listeners = new Set<() => void>();
let hidden = read();

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    // Storage can be blocked; balances are shown then.
    return false;
  }
}

export function setBalancesHidden(next: boolean): void {
  hidden = next;
  try {
    localStorage.setItem(KEY, next ? '1' : '0');
  } catch {
    // The choice then lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useBalancesHidden = (): boolean => useSyncExternalStore(subscribe, () => hidden);

/** An amount of one's own money. */
export function Balance({ children }: { children: ReactNode }) {
  const isHidden = useBalancesHidden();
  if (!isHidden) return <>{children}</>;
  return (
    <span role="img" aria-label="Hidden amount">
      •••••
    </span>
  );
}

export function PrivacyEye() {
  const isHidden = useBalancesHidden();
  return (
    <ActionIcon
      aria-label={isHidden ? 'Show balances' : 'Hide balances'}
      aria-pressed={isHidden}
      onClick={() => setBalancesHidden(!isHidden)}
    >
      {isHidden ? <EyeOffIcon /> : <EyeIcon />}
    </ActionIcon>
  );
}
