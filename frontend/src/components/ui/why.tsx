import type { ReactNode } from 'react';
import { formatInteger } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import { Pop } from './pop';
import styles from './why.module.css';

export type WhyProps = {
  /** What the figure is called; names the button for screen readers. */
  name: string;
  /** In one sentence: what the figure says. */
  meaning?: ReactNode;
  formula: ReactNode;
  inputs?: ReactNode;
  /** Where the inputs come from. */
  source?: ReactNode;
  asOf?: string | null | undefined;
  observations?: number | null | undefined;
  /** The same figure by a second engine or method, when there is one. */
  second?: ReactNode;
};

function rows(props: WhyProps): [string, ReactNode][] {
  const all: [string, ReactNode][] = [
    [
      'Formula',
      <span key="formula" className={styles.formula}>
        {props.formula}
      </span>,
    ],
    ['Inputs', props.inputs],
    ['Source', props.source],
    ['As of', props.asOf ? formatDateTime(props.asOf) : undefined],
    ['Observations', props.observations == null ? undefined : formatInteger(props.observations)],
    ['Second engine', props.second],
  ];
  return all.filter(([, value]) => value !== undefined && value !== null);
}

/** "Why this number?": a small button that opens formula, inputs, source, time and observations. */
export function Why(props: WhyProps) {
  return (
    <Pop
      label={`How ${props.name} is computed`}
      width={320}
      trigger={(trigger) => (
        <button
          type="button"
          {...trigger}
          className={styles.button}
          aria-label={`Why this number? ${props.name}`}
        >
          ?
        </button>
      )}
    >
      <strong>{props.name}</strong>
      {props.meaning && <div className="dim">{props.meaning}</div>}
      <dl className={styles.list}>
        {rows(props).map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Pop>
  );
}
