import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { connection } from './connection';
import type { Frame } from './frames';
import type { TopicState } from './topic-store';

const nothing = () => () => undefined;

/** The latest state of a topic. Asks for it while mounted; null asks for nothing. */
export function useTopic(topic: string | null): TopicState | undefined {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (topic === null) return nothing();
      const release = connection.acquire(topic);
      const stop = connection.store.subscribe(topic, listener);
      return () => {
        stop();
        release();
      };
    },
    [topic],
  );
  const read = useCallback(
    () => (topic === null ? undefined : connection.store.get(topic)),
    [topic],
  );
  return useSyncExternalStore(subscribe, read);
}

/** Calls back with every frame of a topic, at most once per animation frame, without rendering. */
export function useFrames(topic: string | null, handler: (frames: readonly Frame[]) => void): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (topic === null) return;
    const stop = connection.store.onFrames(topic, (frames) => latest.current(frames));
    const release = connection.acquire(topic);
    return () => {
      stop();
      release();
    };
  }, [topic]);
}

export function useConnection() {
  return useSyncExternalStore(connection.onStatus, connection.status);
}
