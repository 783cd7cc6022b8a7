import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Empty, Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { Panel } from '@/components/ui/panel';
import { problemOf } from '@/lib/api/problem';
import type { OptimiseRun } from '../api/optimise';
import { aboutOf, labelOf, objectives } from '../lib/choices';
import type { OptimiseForm } from '../lib/form-schema';
import { infeasibleOf, type Relaxation } from '../lib/infeasible';
import { InfeasibleNotice } from './infeasible-notice';

// The charts of a result come with the first result, not with the form.
const ResultView = lazy(() =>
  import('./result-view').then(({ ResultView: part }) => ({ default: part })),
);

/** The face that fits: nothing yet, under way, impossible, failed, or the result. */
export function Outcome({
  run,
  form,
  onRelax,
  onRun,
}: {
  run: OptimiseRun;
  form: OptimiseForm;
  onRelax: (changes: readonly Relaxation[]) => void;
  onRun: () => void;
}) {
  if (run.state === 'ready') {
    return (
      <Suspense fallback={<Loading height={320} />}>
        <ResultView result={run.data} title={labelOf(objectives, run.data.objective)} />
      </Suspense>
    );
  }
  return (
    <Panel title="Result">
      {run.state === 'idle' && <Start form={form} onRun={onRun} />}
      {run.state === 'asking' && <Loading height={320} />}
      {run.state === 'working' && <JobProgress jobId={run.job.id} title="Optimising" />}
      {run.state === 'failed' && <Refusal error={run.error} onRelax={onRelax} onRun={onRun} />}
    </Panel>
  );
}

function Start({ form, onRun }: { form: OptimiseForm; onRun: () => void }) {
  const count = form.symbols.length;
  if (count < 2) return <Empty>Choose at least two assets to spread capital over.</Empty>;
  return (
    <Empty
      action={
        <Button size="xs" onClick={onRun}>
          Optimise these {count} assets
        </Button>
      }
    >
      {labelOf(objectives, form.objective)}: {aboutOf(objectives, form.objective)}
    </Empty>
  );
}

function Refusal({
  error,
  onRelax,
  onRun,
}: {
  error: unknown;
  onRelax: (changes: readonly Relaxation[]) => void;
  onRun: () => void;
}) {
  const infeasible = infeasibleOf(problemOf(error));
  if (infeasible) return <InfeasibleNotice infeasible={infeasible} onApply={onRelax} />;
  return <Failure error={error} title="The optimisation has no result" onRetry={onRun} />;
}
