import type { ReactNode } from 'react';
import { openWhy, type WhyRef, whyFigure, whyText } from '@/lib/why';
import styles from './why.module.css';

export type WhyProps = WhyRef & {
  /** What the figure is called; names the button for screen readers. */
  name?: string | undefined;
};

/** "Why this number?": a small button that opens where a figure comes from. */
export function Why({ name, ...why }: WhyProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={`Why this number?${name ? ` ${name}` : ''}`}
      onClick={() => openWhy(whyText(why))}
    >
      ?
    </button>
  );
}

/** A number inside a sentence or a row, with its explanation. */
export function Figure({ why, children }: { why: WhyRef; children: ReactNode }) {
  return <span {...whyFigure(why)}>{children}</span>;
}
