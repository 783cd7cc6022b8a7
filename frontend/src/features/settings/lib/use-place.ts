import { useRouterState } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';

const SETTLED_MS = 3_000;
const OWN_MOVES = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const;

/** Keeps the part that the address names in view while the parts above it are still loading. */
export function usePlace(screen: RefObject<HTMLElement | null>): void {
  const hash = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => {
    const place = hash ? document.getElementById(hash) : null;
    if (!place || !screen.current) return;
    const observer = new ResizeObserver(() => place.scrollIntoView());
    observer.observe(screen.current);
    const stop = () => observer.disconnect();
    const timer = setTimeout(stop, SETTLED_MS);
    for (const move of OWN_MOVES) window.addEventListener(move, stop, { once: true });
    return () => {
      clearTimeout(timer);
      stop();
      for (const move of OWN_MOVES) window.removeEventListener(move, stop);
    };
  }, [hash, screen]);
}
