import '@/theme/mantine-forms.css';
import { OpenSample } from '@/components/samples/samples';
import { Loading } from '@/components/ui/faces';
import { Page } from '@/components/ui/page';
import { useUrlState } from '@/lib/url-state';
import { useRuns } from './api/get-runs';
import { useSuggestedSymbols } from './api/suggested-symbols';
import { Workbench } from './components/workbench';
import { hasSettings, optimiseView } from './lib/view';

/** From a form to weights, the frontier and whole-share orders. */
export function OptimisePage() {
  const [view, setView] = useUrlState(optimiseView);
  const suggested = useSuggestedSymbols();
  const runs = useRuns();
  return (
    <Page
      title="Optimise"
      lead="Weights from past returns, under your own limits. Estimates, not guarantees."
    >
      <OpenSample
        kind="optimization"
        among={runs.data?.map(({ id }) => id) ?? []}
        bare={!hasSettings(view) && view.run === '' && view.job === ''}
        open={(run) => setView({ run })}
      />
      {suggested.isPending && view.symbols === '' ? (
        <Loading lines={8} />
      ) : (
        <Workbench view={view} onView={setView} suggested={suggested.symbols} />
      )}
    </Page>
  );
}
