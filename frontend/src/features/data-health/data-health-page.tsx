import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { StreamPanel } from '@/components/stream-state/stream-panel';
import { Async, Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { Page } from '@/components/ui/page';
import { Panel } from '@/components/ui/panel';
import { useFindings } from '@/lib/api/data-health';
import { useUrlState } from '@/lib/url-state';
import { useCheck } from './api/check';
import styles from './components/data-health.module.css';
import { FindingPanel } from './components/finding-panel';
import { FindingsPanel } from './components/findings-panel';
import { SeriesPanel } from './components/series-panel';
import { Summary } from './components/summary';
import { healthView } from './lib/view';

/** Whether the prices can be trusted, and how to repair them. */
export function DataHealthPage() {
  const [view, setView] = useUrlState(healthView);
  const check = useCheck(useCallback((id) => setView({ check: id }), [setView]));
  return (
    <Page
      title="Data health"
      lead="Twelve checks on every series, every six hours and after each refresh"
      actions={
        <Button size="xs" loading={check.isPending} onClick={() => check.mutate()}>
          Check now
        </Button>
      }
    >
      {check.error && <Failure error={check.error} title="No check was started" />}
      {view.check !== '' && <Following id={view.check} />}
      <Overview />
      <div className={view.finding === 0 ? styles.wide : styles.grid}>
        <FindingsPanel view={view} onChange={setView} />
        {view.finding !== 0 && (
          <Detail key={view.finding} id={view.finding} onClose={() => setView({ finding: 0 })} />
        )}
      </div>
      <div className={styles.reach}>
        <SeriesPanel />
        <StreamPanel />
      </div>
    </Page>
  );
}

/** Comes into view when it is opened from further down. */
function Detail({ id, onClose }: { id: number; onClose: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.scrollIntoView?.({ block: 'nearest' }), []);
  return (
    <div ref={place} className={styles.detail}>
      <FindingPanel id={id} onClose={onClose} />
    </div>
  );
}

function Overview() {
  const query = useFindings('open');
  return (
    <Panel title="Overview">
      <Async query={query} loading={<Loading height={64} />}>
        {({ pages }) => pages[0] && <Summary summary={pages[0].summary} />}
      </Async>
    </Panel>
  );
}

/** The check that was asked for; what it found is read when it is done. */
function Following({ id }: { id: string }) {
  const client = useQueryClient();
  const done = useCallback(
    () => void client.invalidateQueries({ queryKey: ['data-health'] }),
    [client],
  );
  return <JobProgress jobId={id} title="Check" onDone={done} />;
}
