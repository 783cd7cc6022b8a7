import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { Async, Empty, Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { Panel } from '@/components/ui/panel';
import { queryKeys } from '@/config/query-keys';
import { isOpen, type Job } from '@/lib/api/job-types';
import { useJob } from '@/lib/api/jobs';
import { problemOf } from '@/lib/api/problem';
import { formatTime } from '@/lib/format/time';
import { whyFigure } from '@/lib/why';
import { useRun } from '../api/get-runs';
import { Outcome } from './outcome';
import styles from './pipelines.module.css';

/** The run of the address: live while it runs, then its result. */
export function RunPanel({ id }: { id: string }) {
  const client = useQueryClient();
  const { data: job, error, isPending } = useJob(id);
  const ended = job ? !isOpen(job) : Boolean(error);
  const saved = useRun(id, ended);
  const refresh = useCallback(
    () => void client.invalidateQueries({ queryKey: queryKeys.featureRuns }),
    [client],
  );
  const state = job?.state;
  useEffect(() => {
    if (state && !isOpen({ state })) refresh();
  }, [state, refresh]);
  const gone = error && !job && problemOf(error).status === 404;
  if (error && !job && !gone) return <Failure error={error} title="The run cannot be read" />;
  return (
    <>
      <Panel
        title="Run"
        subtitle={job?.kind ? subject(job) : undefined}
        why={{ measure: 'jobs.progress', params: { job: id } }}
      >
        {isPending && <Loading lines={3} />}
        {job && job.state !== 'done' && <JobProgress jobId={id} title="Features" />}
        {job && isOpen(job) && job.message && (
          <p className={styles.live} role="status">
            {job.message}
          </p>
        )}
        {job && <Log job={job} />}
        {gone && saved.data === null && (
          <Empty>This run is no longer kept. Start it again above.</Empty>
        )}
      </Panel>
      {ended && (
        <Async query={saved} errorTitle="The result cannot be read">
          {(run) => run && <Outcome run={run} />}
        </Async>
      )}
    </>
  );
}

function subject(job: Job): string {
  const { symbols, engine, interval } = (job.params ?? {}) as Record<string, unknown>;
  const names = Array.isArray(symbols) ? symbols.map(String) : [];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return `${names.slice(0, 5).join(', ')}${more} · ${interval} · ${engine}`;
}

/** What happened so far, oldest first. */
function Log({ job }: { job: Job }) {
  const events = job.events ?? [];
  if (events.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long log scrolls, also by keys
    <ol className={styles.log} aria-label="Log of the run" tabIndex={0}>
      {events.map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end
        <li key={at}>
          <time dateTime={event.timestamp}>{formatTime(event.timestamp, true)}</time>
          <span {...whyFigure({ measure: 'jobs.event', params: { job: job.id, row: at } })}>
            {event.message || event.event}
          </span>
        </li>
      ))}
    </ol>
  );
}
