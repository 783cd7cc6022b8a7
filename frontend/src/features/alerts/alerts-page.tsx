import '@/theme/mantine-forms.css';
import '@/theme/mantine-more.css';
import { useCallback } from 'react';
import { Empty, Failure, Loading } from '@/components/ui/faces';
import { Page } from '@/components/ui/page';
import { useInstruments } from '@/lib/api/instruments';
import { useActiveSymbol } from '@/lib/api/watchlists';
import { useUrlState } from '@/lib/url-state';
import { useRules } from './api/rules';
import styles from './components/alerts.module.css';
import { EventsPanel } from './components/events-panel';
import { RuleEditor } from './components/rule-editor';
import { RulesPanel } from './components/rules-panel';
import { SecretPanel } from './components/secret-panel';
import { type AlertsView, alertsView, cleared, givenOf } from './lib/view';

/** The rules of alerts, and the alerts that fired. */
export function AlertsPage() {
  const [view, setView] = useUrlState(alertsView);
  const edit = useCallback((id: string) => setView({ edit: id }), [setView]);
  return (
    <Page title="Alerts">
      <div className={styles.grid}>
        <div className={styles.rules}>
          {view.edit !== '' && <Editor view={view} onClose={() => setView(cleared)} />}
          <RulesPanel edit={view.edit} onEdit={edit} />
          <SecretPanel />
        </div>
        <div className={styles.events}>
          <EventsPanel filter={view.events} onFilter={(events) => setView({ events })} />
        </div>
      </div>
    </Page>
  );
}

function Editor({ view, onClose }: { view: AlertsView; onClose: () => void }) {
  const { edit } = view;
  const rules = useRules();
  const active = useActiveSymbol();
  const instruments = useInstruments();
  if (!rules.data || !instruments.data) {
    const failed = [rules, instruments].find(({ error }) => error);
    if (!failed) return <Loading lines={6} />;
    return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  const rule = rules.data.find(({ id }) => String(id) === edit) ?? null;
  if (rule === null && edit !== 'new') return <Empty>This rule no longer exists.</Empty>;
  const streams = instruments.data.filter(({ intraday_source: source }) => source !== null);
  const start = streams.find(({ symbol }) => symbol === active) ?? streams[0];
  const given = { symbol: start?.symbol ?? active, ...givenOf(view) };
  return <RuleEditor key={edit} rule={rule} given={given} onClose={onClose} />;
}
