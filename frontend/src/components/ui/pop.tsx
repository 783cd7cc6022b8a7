/**
 * A small panel that opens beside its button, on the browser's own popover layer: nothing clips it,
 * and it costs a tenth of a positioning library.
 */
import {
  type CSSProperties,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import styles from './pop.module.css';

export type PopTrigger = {
  ref: RefObject<HTMLButtonElement | null>;
  onClick: () => void;
  'aria-expanded': boolean;
  'aria-haspopup': 'dialog';
};

export type PopProps = {
  /** Names the panel for screen readers. */
  label: string;
  trigger: (props: PopTrigger) => ReactNode;
  width?: number;
  children: ReactNode | ((close: () => void) => ReactNode);
};

const GAP = 6;
const EDGE = 8;

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;
type Size = { width: number; height: number };

/** Below the button and inside the window; above it where below is too small. */
export function placeBeside(button: Box, panel: Size, room: Size): { left: number; top: number } {
  const most = Math.max(EDGE, room.width - panel.width - EDGE);
  const wish =
    button.left + panel.width + EDGE > room.width ? button.right - panel.width : button.left;
  const below = button.bottom + GAP;
  const fits = below + panel.height + EDGE <= room.height;
  const top = fits ? below : Math.max(EDGE, button.top - GAP - panel.height);
  return { left: Math.min(most, Math.max(EDGE, wish)), top };
}

function usePlace(open: boolean, button: RefObject<HTMLElement | null>) {
  const panel = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<CSSProperties>({ left: 0, top: 0 });
  useLayoutEffect(() => {
    const element = panel.current;
    if (!open || !element || !button.current) return;
    element.showPopover?.();
    const { offsetWidth: width, offsetHeight: height } = element;
    const room = { width: window.innerWidth, height: window.innerHeight };
    setPlace(placeBeside(button.current.getBoundingClientRect(), { width, height }, room));
    element.focus({ preventScroll: true });
  }, [open, button]);
  return { panel, place };
}

/** The open panels, the newest last: one Escape closes one layer. */
const layers: symbol[] = [];

/** Whether Escape belongs to a list of choices that is open inside the panel. */
const hasOpenList = (target: EventTarget | null) =>
  target instanceof Element && target.matches('[aria-haspopup="listbox"][aria-expanded="true"]');

/**
 * Gives the focus to the button once a press elsewhere is over, unless the press gave it to
 * something. Earlier would be too early: a press on nothing takes the focus away after it began.
 */
function refocusAfterPress(button: HTMLElement | null): void {
  const over = new AbortController();
  const options = { once: true, capture: true, signal: over.signal };
  const settle = () => {
    over.abort();
    if (document.activeElement === document.body) button?.focus({ preventScroll: true });
  };
  document.addEventListener('click', settle, options);
  document.addEventListener('pointerdown', () => over.abort(), options);
}

/** Closes on Escape, on a press elsewhere, and when the page scrolls away beneath it. */
function useLeave(
  open: boolean,
  close: (giveFocusBack: boolean) => void,
  panel: RefObject<HTMLElement | null>,
  button: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    if (!open) return;
    const layer = Symbol('panel');
    layers.push(layer);
    const inside = (target: EventTarget | null) =>
      target instanceof Node &&
      (panel.current?.contains(target) || button.current?.contains(target));
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (layers.at(-1) !== layer || hasOpenList(event.target)) return;
      event.preventDefault();
      close(true);
    };
    const onPress = (event: Event) => {
      if (inside(event.target)) return;
      close(false);
      refocusAfterPress(button.current);
    };
    const onFocus = (event: Event) => {
      if (!inside(event.target)) close(false);
    };
    const onScroll = (event: Event) => {
      if (!(event.target instanceof Node && event.target.contains(button.current))) return;
      close(panel.current?.contains(document.activeElement) ?? false);
    };
    // Captured: an open list inside is asked for its state before it closes itself.
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('focusin', onFocus);
    document.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('scroll', onScroll, { capture: true });
    };
  }, [open, close, panel, button]);
}

export function Pop({ label, trigger, width, children }: PopProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { panel, place } = usePlace(open, button);
  const leave = useCallback((giveFocusBack: boolean) => {
    setOpen(false);
    if (giveFocusBack) button.current?.focus({ preventScroll: true });
  }, []);
  const close = useCallback(() => leave(true), [leave]);
  useLeave(open, leave, panel, button);
  return (
    <>
      {trigger({
        ref: button,
        onClick: () => setOpen(!open),
        'aria-expanded': open,
        'aria-haspopup': 'dialog',
      })}
      {open && (
        <div
          ref={panel}
          popover="manual"
          role="dialog"
          aria-label={label}
          tabIndex={-1}
          className={styles.panel}
          style={{ ...place, ...(width !== undefined && { width }) }}
        >
          {typeof children === 'function' ? children(close) : children}
        </div>
      )}
    </>
  );
}

/** Choices in a panel, one below the other. */
export const PopList = ({ children }: { children: ReactNode }) => (
  <ul className={styles.list}>{children}</ul>
);

export function PopItem({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <li>
      <button type="button" className={styles.item} onClick={onClick}>
        {children}
      </button>
    </li>
  );
}

export const popItemClass = styles.item ?? '';
