/** Where the tour of the demo stands; any screen can start it. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let step: number | null = null;

function set(next: number | null): void {
  step = next;
  for (const listener of listeners) listener();
}

export const startTour = (): void => set(0);
export const goToStep = (next: number): void => set(next);
export const leaveTour = (): void => set(null);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The step that is shown, counted from 0; null outside the tour. */
export const useTourStep = (): number | null => useSyncExternalStore(subscribe, () => step);
