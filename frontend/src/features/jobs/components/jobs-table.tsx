import { Progress } from '@mantine/core';
import { useMemo } from 'react';
import { RunTag } from '@/components/samples/samples';
import { type Column, DataTable } from '@/components/tables/data-table';
import { JobStateTag, stepText } from '@/components/ui/job-progress';
import { isOpen, type Job } from '@/lib/api/job-types';
import { formatPercent } from '@/lib/format/number';
import { formatAge, formatDuration } from '@/lib/format/time';
import { etaWords, secondsTaken } from '../lib/words';
import styles from './jobs.module.css';

const jobWhy = (measure: string) => (job: Job) => ({
  measure: `jobs.${measure}`,
  params: { job: job.id },
});

function columnsAt(now: number): Column<Job>[] {
  return [
    {
      id: 'kind',
      header: 'Job',
      value: (job) => job.title,
      cell: (job) => (
        <>
          {job.title} <RunTag job={job.id} />
        </>
      ),
    },
    {
      id: 'state',
      header: 'State',
      value: (job) => job.state,
      cell: (job) => <JobStateTag state={job.state} />,
    },
    {
      id: 'progress',
      header: 'Progress',
      value: (job) => job.progress,
      cell: (job) => <ProgressCell job={job} now={now} />,
      width: '34%',
      why: jobWhy('progress'),
    },
    {
      id: 'created',
      header: 'Asked',
      value: (job) => job.created_at ?? null,
      cell: (job) => formatAge(job.created_at, now),
      numeric: true,
    },
    {
      id: 'taken',
      header: 'Took',
      value: (job) => secondsTaken(job, now),
      cell: (job) => formatDuration(secondsTaken(job, now)),
      numeric: true,
      why: jobWhy('duration'),
    },
  ];
}

function ProgressCell({ job, now }: { job: Job; now: number }) {
  if (!isOpen(job)) return <span className="dim">{job.error?.detail ?? stepText(job)}</span>;
  const eta = etaWords(job, now);
  return (
    <div className={styles.progress}>
      <span className={styles.step}>
        {stepText(job)}
        {eta && <span className="dim">, {eta}</span>}
      </span>
      <Progress value={job.progress * 100} size="xs" aria-label={`Progress of ${job.title}`} />
      <span className={styles.percent}>{formatPercent(job.progress, 0)}</span>
    </div>
  );
}

/** The jobs, newest first; opening one shows its timeline. */
export function JobsTable({
  jobs,
  now,
  selected,
  onOpen,
}: {
  jobs: readonly Job[];
  now: number;
  selected: string;
  onOpen: (id: string) => void;
}) {
  const columns = useMemo(() => columnsAt(now), [now]);
  return (
    <DataTable
      label="Jobs"
      columns={columns}
      rows={jobs}
      rowKey={(job) => job.id}
      onOpen={(job) => onOpen(job.id)}
      selectedKey={selected}
      filter
      csvName="jobs"
      height={620}
      empty="No job of this sort yet."
    />
  );
}
