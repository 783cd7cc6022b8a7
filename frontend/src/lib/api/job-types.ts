import type { components } from '@/types/generated';
import type { Problem } from './problem';

type Schemas = components['schemas'];

/** One line of a job's timeline. */
export type JobEvent = Schemas['TimelineEvent'];

/** A job as in lists and on the socket; its error is an RFC 9457 problem. */
export type JobSummary = Omit<Schemas['JobSummary'], 'error' | 'events'> & {
  error: Problem | null;
  events?: JobEvent[];
};

/** With parameters and result, as its own address answers. */
export type Job = JobSummary & { params?: Record<string, unknown>; result?: unknown };

export type JobState = JobSummary['state'];

const OPEN: ReadonlySet<JobState> = new Set(['queued', 'running', 'retrying']);

export const isOpen = (job: Pick<JobSummary, 'state'>): boolean => OPEN.has(job.state);
