import { Button, Progress } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { isOpen, type Job, type JobState, type JobSummary } from '@/lib/api/job-types';
import { useCancelJob, useJob, useRetryJob } from '@/lib/api/jobs';
import { formatPercent } from '@/lib/format/number';
import { formatDuration, toDate } from '@/lib/format/time';
import { whyFigure } from '@/lib/why';
import { Tag, type Tone } from './badges';
import { Failure, Loading } from './faces';
import styles from './job-progress.module.css';

const tones: Record<JobState, Tone> = {
  queued: 'plain',
  running: 'info',
  retrying: 'warn',
  done: 'ok',
  failed: 'bad',
  cancelled: 'plain',
  dead: 'bad',
};

export const JobStateTag = ({ state }: { state: JobState }) => (
  <Tag tone={tones[state]} dot>
    {state}
  </Tag>
);

type Stepped = Pick<JobSummary, 'message' | 'state' | 'step' | 'steps'>;

/** "Fit XGBoost, step 3 of 5"; of one that failed why, of one that is done what it found. */
export function stepText(job: Stepped & Partial<Pick<JobSummary, 'error'>>): string {
  if (job.error && !isOpen(job)) return job.error.detail;
  if (job.state === 'queued') return 'Waiting for a free worker';
  if (job.state === 'done') return job.message || 'Finished';
  if (job.step === '') return 'Starting';
  const at = job.steps.indexOf(job.step);
  return at < 0 ? job.step : `${job.step}, step ${at + 1} of ${job.steps.length}`;
}

function etaText(eta: string | null): string | null {
  const date = toDate(eta);
  if (!date) return null;
  const seconds = (date.getTime() - Date.now()) / 1000;
  return seconds > 0 ? `${formatDuration(seconds)} left` : 'almost done';
}

/** A job's bar, step, per cent and time left. Knows nothing of where the job comes from. */
export function JobBar({
  job,
  title,
  actions,
}: {
  job: JobSummary;
  title?: ReactNode;
  actions?: ReactNode;
}) {
  const eta = isOpen(job) ? etaText(job.eta) : null;
  // A job that says what it did not find has no 100 % of work to show.
  const foundNothing = job.state === 'done' && job.message !== '';
  return (
    <div className={styles.job}>
      <div className={styles.line}>
        {title && <strong>{title}</strong>}
        <span>{stepText(job)}</span>
        {job.state !== 'running' && <JobStateTag state={job.state} />}
        {eta && <span className="dim">{eta}</span>}
        {!foundNothing && (
          <span
            className={styles.percent}
            {...whyFigure({ measure: 'jobs.progress', params: { job: job.id } })}
          >
            {formatPercent(job.progress, 0)}
          </span>
        )}
        {actions}
      </div>
      <Progress
        value={job.progress * 100}
        size="sm"
        color={job.state === 'failed' || job.state === 'dead' ? 'red' : 'blue'}
        aria-label={`Progress: ${stepText(job)}`}
      />
    </div>
  );
}

/** Follows a job by its id until it ends: live, through reloads, with cancel and retry. */
export function JobProgress({
  jobId,
  title,
  onDone,
}: {
  jobId: string;
  title?: ReactNode;
  /** Called once when the job is done, with its record. */
  onDone?: (job: Job) => void;
}) {
  const query = useJob(jobId);
  const cancel = useCancelJob();
  const retry = useRetryJob();
  const reported = useRef<string | null>(null);
  const job = query.data;
  useEffect(() => {
    if (job?.state !== 'done' || reported.current === job.id) return;
    if (job.result === undefined) return;
    reported.current = job.id;
    onDone?.(job);
  }, [job, onDone]);
  if (!job) return query.error ? <Failure error={query.error} /> : <Loading lines={2} />;
  if (job.state === 'failed' || job.state === 'dead') {
    return (
      <Failure
        title={title ? `${title} did not finish` : 'The job did not finish'}
        error={new Error(job.error?.detail ?? 'It ended without giving a reason.')}
        onRetry={() => retry.mutate(job.id)}
      />
    );
  }
  const open = isOpen(job);
  const { mutate, isPending } = open ? cancel : retry;
  const change = job.state !== 'done' && (
    <Button size="compact-xs" variant="default" loading={isPending} onClick={() => mutate(job.id)}>
      {open ? 'Cancel' : 'Retry'}
    </Button>
  );
  return <JobBar job={job} title={title} actions={change} />;
}
