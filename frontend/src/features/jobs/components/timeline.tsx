import type { Job } from '@/lib/api/job-types';
import { formatTime } from '@/lib/format/time';
import { whyFigure } from '@/lib/why';
import { sentence } from '../lib/words';
import styles from './jobs.module.css';

const tones: Record<string, string | undefined> = {
  done: styles.good,
  failed: styles.bad,
  dead: styles.bad,
  retrying: styles.warn,
};

/** Everything that happened to a job, oldest first. */
export function Timeline({ job }: { job: Job }) {
  const events = job.events ?? [];
  if (events.length === 0) return <p className="dim">Nothing has happened yet.</p>;
  return (
    <ol className={styles.timeline} aria-label="Timeline">
      {events.map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a timeline only grows at its end
        <li key={at} className={tones[event.event]}>
          <time dateTime={event.timestamp}>{formatTime(event.timestamp, true)}</time>
          <span {...whyFigure({ measure: 'jobs.event', params: { job: job.id, row: at } })}>
            <strong>{sentence(event.event)}</strong>
            {event.message && ` · ${event.message}`}
            {event.attempt > 1 && <span className="dim"> (attempt {event.attempt})</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
