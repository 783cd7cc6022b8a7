import { useEffect, useRef } from 'react';

/** Whether a key press belongs to a field, where shortcuts must not steal it. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

/** Whether a modal dialog lies over the page, which keys must not reach beneath it. */
export function isCovered(): boolean {
  return document.querySelector('dialog[open], [role="dialog"][aria-modal="true"]') !== null;
}

/** Calls the handler of a plain key press anywhere but in fields and beneath a modal dialog. */
export function useKey(handlers: Record<string, (event: KeyboardEvent) => void>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event) || isCovered()) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      latest.current[event.key]?.(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
