import {
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import { CloseIcon } from './icons';
import styles from './sheet.module.css';

export type SheetProps = {
  title: string;
  onClose: () => void;
  side?: 'left' | 'bottom' | 'center';
  /** Width of a centred sheet, in pixels. */
  width?: number;
  flush?: boolean;
  children: ReactNode;
};

/** A dialog on the browser's own modal layer: focus stays in it, Escape and the backdrop close it. */
export function Sheet({ title, onClose, side = 'center', width, flush, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // A layout effect: its cleanup runs while the element is still in the page, and only then does
  // closing give the focus back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  // Both ends of the press: marking text from inside to outside is no press on the backdrop.
  const began = useRef<EventTarget | null>(null);
  const pressBackdrop = (event: MouseEvent) => {
    if (event.target === dialog.current && began.current === dialog.current) onClose();
  };
  const style = width === undefined ? {} : ({ '--sheet-width': `${width}px` } as CSSProperties);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes a dialog on Escape by itself
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      className={`${styles.sheet} ${styles[side]}`}
      style={style}
      // React lets both events rise from a dialog inside this one, which the browser does not.
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
      onClose={(event) => {
        // The browser may close it without asking, as on a second Escape.
        if (event.target === dialog.current && !dialog.current.open) onClose();
      }}
      onPointerDown={(event) => {
        began.current = event.target;
      }}
      onClick={pressBackdrop}
    >
      <header className={styles.head}>
        <h2 id={heading} className={styles.title}>
          {title}
        </h2>
        <button
          type="button"
          className={styles.close}
          aria-label={`Close ${title}`}
          onClick={onClose}
        >
          <CloseIcon />
        </button>
      </header>
      <div className={`${styles.body} ${flush ? styles.flush : ''}`}>{children}</div>
    </dialog>
  );
}
