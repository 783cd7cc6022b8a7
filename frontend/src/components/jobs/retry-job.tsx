import { Button } from '@mantine/core';
import type { JobSummary } from '@/lib/api/job-types';
import { useRetryJob } from '@/lib/api/jobs';
import { problemOf } from '@/lib/api/problem';

const ENDED: ReadonlySet<JobSummary['state']> = new Set(['failed', 'dead', 'cancelled']);

/** Starts a job of one's own again that ended without a result; the system repeats its own. */
export function RetryJob({ job }: { job: JobSummary }) {
  const retry = useRetryJob();
  if (!ENDED.has(job.state)) return null;
  if (job.owner_id === null) return <span className="dim">The system asks again by itself.</span>;
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={retry.isPending}
        onClick={() => retry.mutate(job.id)}
      >
        Retry
      </Button>
      {retry.error && <span role="alert">{problemOf(retry.error).detail}</span>}
    </>
  );
}
