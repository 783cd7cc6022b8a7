import { isOpen, type Job } from '@/lib/api/job-types';

/** Which jobs the list shows. */
export const shows = ['all', 'open', 'done', 'failed', 'cancelled'] as const;
export type Show = (typeof shows)[number];

export const showLabels: Record<Show, string> = {
  all: 'All',
  open: 'Under way',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** Whether a job belongs to a list; one that gave up counts as failed. */
export function belongs(job: Pick<Job, 'state'>, show: Show): boolean {
  if (show === 'all') return true;
  if (show === 'open') return isOpen(job);
  return job.state === show || (show === 'failed' && job.state === 'dead');
}

export function countsOf(jobs: readonly Pick<Job, 'state'>[]): Record<Show, number> {
  const count = (show: Show) => jobs.filter((job) => belongs(job, show)).length;
  return {
    all: jobs.length,
    open: count('open'),
    done: count('done'),
    failed: count('failed'),
    cancelled: count('cancelled'),
  };
}
