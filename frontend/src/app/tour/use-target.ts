import { useEffect, useState } from 'react';

export type Target = { state: 'looking' } | { state: 'missing' } | { state: 'found'; box: DOMRect };

const LOOK_MS = 200;
const PATIENCE_MS = 8_000;

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Brings an element to the top of the window: what it says follows below it. */
function show(element: Element): void {
  element.scrollIntoView?.({ block: 'start', behavior: still() ? 'auto' : 'smooth' });
}

/** What was brought into view, and how far down the page it stood. */
type Shown = { element: Element; top: number };

/** Shows an element that is new, or that was pushed away before it was late. */
function bring(element: Element, shown: Shown | null, late: boolean): Shown {
  const top = element.getBoundingClientRect().top + scrollY;
  const moved = !late && shown !== null && Math.abs(shown.top - top) > 1;
  if (shown?.element !== element || moved) show(element);
  return { element, top };
}

const same = (one: DOMRect, other: DOMRect) =>
  one.left === other.left &&
  one.top === other.top &&
  one.width === other.width &&
  one.height === other.height;

/** What changed is taken, what is as before changes nothing on the screen. */
function next(before: Target, now: Target): Target {
  if (before.state !== now.state) return now;
  if (before.state === 'found' && now.state === 'found' && !same(before.box, now.box)) return now;
  return before;
}

/**
 * Follows an element that may come late, move or go. It is brought into view when it comes, and
 * again when what loads above it has pushed it away; later a person scrolls as they like.
 */
export function useTarget(selector: string): Target {
  const [target, setTarget] = useState<Target>({ state: 'looking' });
  useEffect(() => {
    const began = performance.now();
    let shown: Shown | null = null;
    const look = () => {
      const element = document.querySelector(selector);
      const late = performance.now() - began > PATIENCE_MS;
      shown = element && bring(element, shown, late);
      const now: Target = element
        ? { state: 'found', box: element.getBoundingClientRect() }
        : { state: late ? 'missing' : 'looking' };
      setTarget((before) => next(before, now));
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    addEventListener('scroll', look, { capture: true, passive: true });
    addEventListener('resize', look);
    return () => {
      clearInterval(timer);
      removeEventListener('scroll', look, { capture: true });
      removeEventListener('resize', look);
    };
  }, [selector]);
  return target;
}
