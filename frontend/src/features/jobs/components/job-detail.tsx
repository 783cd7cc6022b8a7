import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { RetryJob } from '@/components/jobs/retry-job';
import { Async, Failure, Loading } from '@/components/ui/faces';
import { JobBar, JobStateTag } from '@/components/ui/job-progress';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { queryKeys } from '@/config/query-keys';
import { isOpen, type Job } from '@/lib/api/job-types';
import { useCancelJob, useJob } from '@/lib/api/jobs';
import { formatDateTime, formatDuration } from '@/lib/format/time';
import { type WhyRef, whyFigure } from '@/lib/why';
import { plain, secondsTaken, subjectOf } from '../lib/words';
import styles from './jobs.module.css';
import { Timeline } from './timeline';

/** One job: its progress now, what happened so far, what it was asked and what came out. */
export function JobDetail({ id, now }: { id: string; now: number }) {
  const query = useJob(id);
  const job = query.data;
  useFreshTimeline(job);
  return (
    <Panel
      why={{ measure: 'jobs.progress', params: { job: id } }}
      title={job ? job.title : 'Job'}
      subtitle={job && (subjectOf(job) ?? `Asked ${formatDateTime(job.created_at, true)}`)}
      badge={job && <JobStateTag state={job.state} />}
      actions={job && <Actions job={job} />}
    >
      <Async query={query} loading={<Loading lines={8} />} errorTitle="This job cannot be shown">
        {(data) => <Detail job={data} now={now} />}
      </Async>
    </Panel>
  );
}

/** What is pushed leaves the timeline out; the record is read again whenever it grew. */
function useFreshTimeline(job: Job | undefined): void {
  const client = useQueryClient();
  const id = job?.id;
  const mark = job && `${job.state} ${job.step} ${job.attempt}`;
  useEffect(() => {
    if (id && mark) void client.invalidateQueries({ queryKey: queryKeys.job(id) });
  }, [client, id, mark]);
}

function Detail({ job, now }: { job: Job; now: number }) {
  const why = (part: string) => (row: string) => ({
    measure: `jobs.${part}`,
    params: { job: job.id, row },
  });
  return (
    <div className={styles.detail}>
      {isOpen(job) && <JobBar job={job} />}
      {job.error && <Failure error={new Error(job.error.detail)} title={job.error.title} />}
      {job.state === 'done' && job.message !== '' && <p className={styles.found}>{job.message}</p>}
      <Facts>
        <Fact label="Asked" value={formatDateTime(job.created_at, true)} />
        <Fact label="Started" value={formatDateTime(job.started_at, true)} />
        <Fact label="Ended" value={formatDateTime(job.finished_at, true)} />
        <Fact
          label="Took"
          value={formatDuration(secondsTaken(job, now))}
          why={{ measure: 'jobs.duration', params: { job: job.id } }}
        />
        <Fact label="Identifier" value={<code className={styles.id}>{job.id}</code>} />
      </Facts>
      <h3 className={styles.heading}>Timeline</h3>
      <Timeline job={job} />
      <Values title="Asked for" values={job.params} why={why('asked')} />
      <Values title="Result" values={job.result} why={why('answer')} />
    </div>
  );
}

function Values({
  title,
  values,
  why,
}: {
  title: string;
  values: unknown;
  why: (row: string) => WhyRef;
}) {
  const entries = typeof values === 'object' && values !== null ? Object.entries(values) : [];
  if (entries.length === 0) return null;
  return (
    <details className={styles.values}>
      <summary>{title}</summary>
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name.replaceAll('_', ' ')}</dt>
            <dd {...whyFigure(why(name))}>{plain(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Actions({ job }: { job: Job }) {
  const cancel = useCancelJob();
  if (isOpen(job)) {
    return (
      <Button
        size="xs"
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate(job.id)}
      >
        Cancel
      </Button>
    );
  }
  return <RetryJob job={job} />;
}
