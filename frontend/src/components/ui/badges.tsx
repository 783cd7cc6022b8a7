import { openFaces } from '@backend/faces';
import type { ReactNode } from 'react';
import type { Freshness } from '@/lib/api/market-types';
import { formatAge, formatDate, formatDateTime } from '@/lib/format/time';
import { useNow } from '@/lib/use-now';
import styles from './badges.module.css';
import { Pop } from './pop';

export type Tone = 'plain' | 'info' | 'ok' | 'warn' | 'bad';

/** A small label. With a `hint` it is a button that shows it. */
export function Tag({
  tone = 'plain',
  dot = false,
  hint,
  children,
}: {
  tone?: Tone;
  dot?: boolean;
  hint?: string | undefined;
  children: ReactNode;
}) {
  const look = `${styles.tag} ${tone === 'plain' ? '' : styles[tone]}`;
  const mark = dot && <span aria-hidden className={styles.dot} />;
  if (!hint) {
    return (
      <span className={look}>
        {mark}
        {children}
      </span>
    );
  }
  return (
    <Pop
      label="About this label"
      width={280}
      trigger={(props) => (
        <button type="button" {...props} className={`${look} ${styles.button}`}>
          {mark}
          {children}
        </button>
      )}
    >
      {hint}
    </Pop>
  );
}

export const SimulatedTag = () => (
  <Tag
    tone="warn"
    hint="These prices are made by the bundled simulator. They never enter daily history, features, training or risk."
  >
    SIMULATED
  </Tag>
);

/** Where the real prices end. */
export const RealUntilTag = ({ date }: { date: string | null | undefined }) =>
  date ? (
    <Tag tone="info" hint="Daily history, risk and daily forecasts count from this day.">
      Real prices to {formatDate(date)}
    </Tag>
  ) : null;

const tones: Record<Freshness, Tone> = { live: 'ok', demo: 'info', delayed: 'warn', stale: 'bad' };

/** How fresh a widget's data are: live, demo, delayed or stale, with their age. */
export function FreshnessTag({
  freshness,
  timestamp,
  source,
}: {
  freshness: Freshness;
  timestamp?: string | null | undefined;
  source?: string | undefined;
}) {
  const now = useNow(5_000);
  const age = timestamp ? formatAge(timestamp, now) : null;
  const hint = [
    source && `Source: ${source}.`,
    timestamp && `Last: ${formatDateTime(timestamp, true)}.`,
  ];
  return (
    <Tag tone={tones[freshness]} dot hint={hint.filter(Boolean).join(' ')}>
      {freshness === 'demo' ? openFaces.demo.text : freshness.toUpperCase()}
      {age && age !== 'now' ? ` · ${age}` : ''}
    </Tag>
  );
}
