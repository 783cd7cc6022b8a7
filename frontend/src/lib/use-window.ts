/** Which rows of a long list are in sight, for rows of one height: all that a virtual list needs. */
import { type RefObject, useEffect, useState } from 'react';

export type Span = { first: number; end: number };

/** Rows from `first` up to but not including `end`, with a few beyond each edge. */
export function spanOf(
  scrollTop: number,
  height: number,
  row: number,
  count: number,
  beyond = 6,
): Span {
  const first = Math.max(0, Math.floor(scrollTop / row) - beyond);
  const end = Math.min(count, Math.ceil((scrollTop + height) / row) + beyond);
  return { first: Math.min(first, Math.max(0, end - 1)), end };
}

/** Follows scrolling and size; before the element is measured, shows what a screen would hold. */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  row: number,
  count: number,
): Span {
  const [view, setView] = useState({ top: 0, height: 900 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const next = { top: element.scrollTop, height: element.clientHeight || 900 };
      setView((now) => (now.top === next.top && now.height === next.height ? now : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller]);
  return spanOf(view.top, view.height, row, count);
}

/** Scrolls just enough to bring a row into sight. */
export function scrollToRow(element: HTMLElement | null, row: number, index: number): void {
  if (!element) return;
  const top = index * row;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top + row > element.scrollTop + element.clientHeight) {
    element.scrollTop = top + row - element.clientHeight;
  }
}
