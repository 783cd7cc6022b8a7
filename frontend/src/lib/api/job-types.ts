import type { Problem } from './problem';

export type JobState = 'queued' | 'running' | 'retrying' | 'done' | 'failed' | 'cancelled' | 'dead';

/** One line of a job's timeline. */
export type JobEvent = { timestamp: string; event: string; message: string; attempt: number };

/** A job as lists and the socket tell it. */
export type JobSummary = {
  id: string;
  kind: string;
  state: JobState;
  /** Fraction done, 0 to 1. */
  progress: number;
  /** Name of the step under way; empty before the first. */
  step: string;
  /** Names of all steps, in order. */
  steps: string[];
  message: string;
  attempt: number;
  /** When the job should be done, or null when nothing is known yet. */
  eta: string | null;
  error: Problem | null;
  owner_id: number | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  events?: JobEvent[];
};

export type Job = JobSummary & { params?: Record<string, unknown>; result?: unknown };

const OPEN: ReadonlySet<JobState> = new Set(['queued', 'running', 'retrying']);

export const isOpen = (job: Pick<JobSummary, 'state'>): boolean => OPEN.has(job.state);
