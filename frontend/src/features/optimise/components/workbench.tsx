import { useForm } from '@mantine/form';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Panel } from '@/components/ui/panel';
import { problemOf } from '@/lib/api/problem';
import { runQuery } from '../api/get-runs';
import { type OptimiseRun, useOptimise } from '../api/optimise';
import { type OptimiseForm, validateForm } from '../lib/form-schema';
import { formFromSearch, searchFromForm } from '../lib/form-url';
import { applyRelaxations, type Relaxation } from '../lib/infeasible';
import { formFromRequest, requestFromForm } from '../lib/request';
import { mapServerErrors } from '../lib/server-errors';
import { hasSettings, noSettings, type OptimiseView } from '../lib/view';
import styles from './optimise.module.css';
import { OptimiseFormView } from './optimise-form';
import { Outcome } from './outcome';
import { RunsPanel } from './runs-panel';

type Change = (patch: Partial<OptimiseView>, options?: { push?: boolean }) => void;

/** The form beside what came out of it; both live in the address. */
export function Workbench({
  view,
  onView,
  suggested,
}: {
  view: OptimiseView;
  onView: Change;
  suggested: readonly string[];
}) {
  const remember = useDebouncedCallback(
    (values: OptimiseForm) => onView(searchFromForm(values)),
    400,
  );
  const form = useForm<OptimiseForm>({
    initialValues: formFromSearch(view, suggested),
    validate: validateForm,
    onValuesChange: remember,
  });
  const run = useOptimise(view, (next) => onView(next, { push: true }));
  const submit = (values: OptimiseForm) => {
    form.clearErrors();
    onView({ ...searchFromForm(values), run: '', job: '' });
    run.start(requestFromForm(values));
  };
  useServerErrors(run, form.setErrors);
  useSettingsOfRun(view, form.setValues);
  const relax = (changes: readonly Relaxation[]) => {
    const next = applyRelaxations(form.getValues(), changes);
    form.setValues(next);
    submit(next);
  };
  return (
    <div className={styles.split}>
      <div className={`${styles.results} ${styles.side}`}>
        <Panel title="Portfolio settings">
          <OptimiseFormView form={form} busy={run.state === 'asking'} onSubmit={submit} />
        </Panel>
        <RunsPanel
          selected={view.run}
          onOpen={(id) => onView({ ...noSettings, run: id }, { push: true })}
        />
      </div>
      <div className={styles.results}>
        <Outcome
          run={run}
          form={form.values}
          onRelax={relax}
          onRun={() => submit(form.getValues())}
        />
      </div>
    </div>
  );
}

/**
 * Shows a run's own settings where the address has none: what a person has entered is in the
 * address, and stays.
 */
function useSettingsOfRun(view: OptimiseView, setValues: (values: OptimiseForm) => void) {
  const { data } = useQuery(runQuery(view.run));
  const set = useRef(setValues);
  set.current = setValues;
  const bare = !hasSettings(view);
  useEffect(() => {
    const settings = data && bare ? formFromRequest(data.request) : null;
    if (settings) set.current(settings);
  }, [data, bare]);
}

/** Puts the server's field errors onto the form once for each refusal. */
function useServerErrors(run: OptimiseRun, setErrors: (errors: Record<string, string>) => void) {
  const error = run.state === 'failed' ? run.error : null;
  const set = useRef(setErrors);
  set.current = setErrors;
  useEffect(() => {
    if (!error) return;
    const { fields } = mapServerErrors(problemOf(error).errors ?? []);
    if (Object.keys(fields).length > 0) set.current(fields);
  }, [error]);
}
