import '@/theme/mantine-forms.css';
import { useCallback } from 'react';
import { OpenSample } from '@/components/samples/samples';
import { Page } from '@/components/ui/page';
import { useUrlState } from '@/lib/url-state';
import { useRuns } from './api/get-runs';
import { HistoryPanel } from './components/history-panel';
import styles from './components/pipelines.module.css';
import { PreviewPanel } from './components/preview-panel';
import { RunForm } from './components/run-form';
import { RunPanel } from './components/run-panel';
import { opened, type PipelinesChange, pipelinesView } from './lib/view';

/** Features of bars: compute them, see that they are right, and what is odd in them. */
export function PipelinesPage() {
  const [view, setView] = useUrlState(pipelinesView);
  const change: PipelinesChange = useCallback(
    (patch) => setView(patch, { push: 'run' in patch }),
    [setView],
  );
  const known = useRuns().data ?? [];
  const preview = <PreviewPanel view={view} onChange={change} />;
  return (
    <Page title="Pipelines">
      <OpenSample
        kind="feature_run"
        among={known.map(({ id }) => id)}
        bare={view.run === '' && view.universe.length === 0}
        open={(run) => setView(opened(run, known))}
      />
      <RunForm view={view} onChange={change} />
      <div className={styles.grid}>
        <div className={styles.column}>
          {view.run === '' ? preview : <RunPanel key={view.run} id={view.run} />}
        </div>
        <div className={styles.column}>
          <HistoryPanel selected={view.run} onOpen={(run) => change(opened(run, known))} />
          {view.run !== '' && preview}
        </div>
      </div>
    </Page>
  );
}
