import type { Job } from '@/lib/api/job-types';
import { formatDuration, toDate } from '@/lib/format/time';

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `AAPL, MSFT and 3 more`, or null when the job is not about symbols. */
export function subjectOf(job: Pick<Job, 'params'>): string | null {
  const { symbols, symbol } = job.params ?? {};
  const named = symbols ?? symbol;
  const names = Array.isArray(named) ? named.map(String) : named ? [String(named)] : [];
  if (names.length === 0) return null;
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** `about 40 s left`; an overdue estimate says so instead of counting below zero. */
export function etaWords(job: Pick<Job, 'eta'>, now: number): string | null {
  const eta = toDate(job.eta);
  if (!eta) return null;
  const left = (eta.getTime() - now) / 1000;
  return left < 1 ? 'almost done' : `about ${formatDuration(left)} left`;
}

/** Seconds from the start to the end, or to now while it runs; null before it starts. */
export function secondsTaken(
  job: Pick<Job, 'started_at' | 'finished_at'>,
  now: number,
): number | null {
  const start = toDate(job.started_at);
  if (!start) return null;
  return ((toDate(job.finished_at)?.getTime() ?? now) - start.getTime()) / 1000;
}

export const plain = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
