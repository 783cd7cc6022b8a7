import { Link } from '@tanstack/react-router';
import { RetryJob } from '@/components/jobs/retry-job';
import { Async, Empty } from '@/components/ui/faces';
import { JobBar } from '@/components/ui/job-progress';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/config/paths';
import { isOpen } from '@/lib/api/job-types';
import { useJobs } from '@/lib/api/jobs';
import { formatAge } from '@/lib/format/time';
import { useNow } from '@/lib/use-now';

const SHOWN = 5;

/** The newest jobs, those under way first. */
export function JobsPanel() {
  const query = useJobs(20);
  const now = useNow(10_000);
  return (
    <Panel title="Jobs" actions={<Link to={paths.jobs}>All jobs</Link>}>
      <Async
        query={query}
        isEmpty={(jobs) => jobs.length === 0}
        empty={<Empty>No job has run yet. Training, refreshing and optimising appear here.</Empty>}
      >
        {(jobs) => (
          <div style={{ display: 'grid', gap: 14 }}>
            {[...jobs]
              .sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)))
              .slice(0, SHOWN)
              .map((job) => (
                <JobBar
                  key={job.id}
                  job={job}
                  title={job.title}
                  actions={
                    <>
                      <span className="dim">{formatAge(job.created_at, now)}</span>
                      <RetryJob job={job} />
                    </>
                  }
                />
              ))}
          </div>
        )}
      </Async>
    </Panel>
  );
}
