/** Figures on the screen: numbers, signed changes, labelled statistics. */
import type { CSSProperties, ReactNode } from 'react';
import {
  type Direction,
  directionOf,
  formatChange,
  formatNumber,
  formatPoints,
  formatSigned,
  isPresent,
  type Maybe,
} from '@/lib/format/number';
import { type WhyRef, whyArea, whyFigure } from '@/lib/why';
import styles from './values.module.css';
import { Why } from './why';

const arrows: Record<Direction, string> = { up: '▲', down: '▼', flat: '' };

export type DeltaKind = 'percent' | 'points' | 'number';

const deltaText: Record<DeltaKind, (value: Maybe, digits: number) => string> = {
  percent: formatChange,
  points: formatPoints,
  number: formatSigned,
};

export type DeltaProps = { value: Maybe; kind?: DeltaKind; digits?: number; arrow?: boolean };

/** A change with arrow, sign and colour, all taken from the rounded value. Fractions in, per cent out. */
export function Delta({ value, kind = 'percent', digits = 2, arrow = true }: DeltaProps) {
  const shown = kind === 'number' || !isPresent(value) ? value : value * 100;
  const direction = directionOf(shown, digits);
  return (
    <span className={`${styles.delta} ${direction === 'flat' ? '' : direction}`}>
      {arrow && direction !== 'flat' && (
        <span aria-hidden className={styles.arrow}>
          {arrows[direction]}
        </span>
      )}
      {deltaText[kind](value, digits)}
    </span>
  );
}

/** A plain number in tabular figures. */
export function Num({ value, digits = 2 }: { value: Maybe; digits?: number }) {
  return <span className="num">{formatNumber(value, digits)}</span>;
}

export type StatProps = {
  label: ReactNode;
  value: ReactNode;
  note?: ReactNode;
  why?: WhyRef | undefined;
};

const nameOf = (label: ReactNode): string | undefined =>
  typeof label === 'string' ? label : undefined;

/** A large figure with its label above and a note below. Stands in `Stats`. */
export function Stat({ label, value, note, why }: StatProps) {
  return (
    <div className={styles.stat}>
      <dt className={styles.label}>
        {label}
        {why && <Why {...why} name={nameOf(label)} />}
      </dt>
      <dd className={styles.value} style={{ margin: 0 }} {...whyFigure(why)}>
        {value}
      </dd>
      {note && (
        <dd className={styles.note} style={{ margin: 0 }} {...whyArea(why)}>
          {note}
        </dd>
      )}
    </div>
  );
}

/** A grid of `Stat`; `width` is the least width of one, in pixels. */
export function Stats({ children, width }: { children: ReactNode; width?: number }) {
  const style =
    width === undefined ? undefined : ({ '--stat-width': `${width}px` } as CSSProperties);
  return (
    <dl className={styles.stats} {...(style && { style })}>
      {children}
    </dl>
  );
}

/** Name and figure on one line each; for side rails. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

export function Fact({ label, value, why }: StatProps) {
  return (
    <div>
      <dt>
        {label}
        {why && <Why {...why} name={nameOf(label)} />}
      </dt>
      <dd {...whyFigure(why)}>{value}</dd>
    </div>
  );
}
