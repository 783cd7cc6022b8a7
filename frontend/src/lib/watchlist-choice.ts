/** Which of several watchlists a person looks at on this device. */
import { useSyncExternalStore } from 'react';

const KEY = 'sightline.watchlist';
const listeners = new Set<() => void>();
let chosen = read();

function read(): number | null {
  try {
    const id = Number(localStorage.getItem(KEY));
    return Number.isInteger(id) && id > 0 ? id : null;
  } catch {
    // Storage can be blocked; the default list is shown then.
    return null;
  }
}

export function chooseWatchlist(id: number): void {
  chosen = id;
  try {
    localStorage.setItem(KEY, String(id));
  } catch {
    // The choice then lasts until the page is left.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useChosenWatchlist = (): number | null =>
  useSyncExternalStore(subscribe, () => chosen);
