import '@/theme/mantine-forms.css';
import { Older } from '@/components/tables/older';
import { Choice } from '@/components/ui/choice';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Page } from '@/components/ui/page';
import { Panel } from '@/components/ui/panel';
import { useAllJobs } from '@/lib/api/jobs';
import { oneOf, text, useUrlState } from '@/lib/url-state';
import { useNow } from '@/lib/use-now';
import { JobDetail } from './components/job-detail';
import styles from './components/jobs.module.css';
import { JobsTable } from './components/jobs-table';
import { belongs, countsOf, showLabels, shows } from './lib/show';

const shape = { id: text(''), show: oneOf(shows, 'all') };

/** Work under way and done: live, with a timeline for each. */
export function JobsPage() {
  const [view, setView] = useUrlState(shape);
  const jobs = useAllJobs();
  const now = useNow(1000);
  const counts = countsOf(jobs.data ?? []);
  const options = shows.map((value) => ({
    value,
    // Of the jobs that are here: older ones may follow.
    label: `${showLabels[value]} ${counts[value]}${jobs.hasNextPage ? '+' : ''}`,
  }));
  const opened = view.id || (jobs.data?.find((job) => belongs(job, view.show))?.id ?? '');
  return (
    <Page
      title="Jobs"
      lead="Training, fitting and optimising run in the background and survive a reload."
      actions={
        <Choice
          label="Which jobs"
          value={view.show}
          options={options}
          onChange={(show) => setView({ show, id: '' })}
        />
      }
    >
      <div className={styles.split}>
        <Panel title="All jobs" flush>
          <Async
            query={jobs}
            loading={<Loading lines={10} />}
            isEmpty={(list) => list.length === 0}
            empty={
              <Empty>
                Nothing has been asked for yet. Train forecasts or optimise a portfolio to see a job
                here.
              </Empty>
            }
          >
            {(list) => (
              <JobsTable
                jobs={list.filter((job) => belongs(job, view.show))}
                now={now}
                selected={opened}
                onOpen={(id) => setView({ id }, { push: true })}
              />
            )}
          </Async>
          <Older query={jobs} what="jobs" />
        </Panel>
        {opened && <JobDetail key={opened} id={opened} now={now} />}
      </div>
    </Page>
  );
}
