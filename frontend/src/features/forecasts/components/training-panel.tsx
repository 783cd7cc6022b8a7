import { useEffect, useRef } from 'react';
import { JobProgress } from '@/components/ui/job-progress';
import { Panel } from '@/components/ui/panel';
import { isOpen } from '@/lib/api/job-types';
import { useJobs } from '@/lib/api/jobs';

const TRAIN = 'forecasts.train';

/** The training under way, if any: shown while it runs, gone when its forecasts are there. */
export function TrainingPanel({ onDone }: { onDone: () => void }) {
  const jobs = useJobs();
  const job = jobs.data?.find((candidate) => candidate.kind === TRAIN && isOpen(candidate));
  const id = job?.id ?? null;
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (last.current !== null && id === null) onDone();
    last.current = id;
  }, [id, onDone]);
  if (!job) return null;
  return (
    <Panel
      title="Training under way"
      subtitle="Models are fitted and tested walk-forward; forecasts appear here by themselves."
    >
      <JobProgress jobId={job.id} />
    </Panel>
  );
}
