import { Button } from '@mantine/core';
import { SymbolsPicker } from '@/components/symbols/symbols-picker';
import { Choice } from '@/components/ui/choice';
import { Failure } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { hasBars, type Interval } from '@/lib/api/held/held';
import { useInstruments } from '@/lib/api/instruments';
import { useWatchedSymbols } from '@/lib/api/watchlists';
import { featureAskRequestLimits } from '@/types/limits';
import { useOptions } from '../api/get-options';
import { useStartRun } from '../api/start-run';
import { featureIntervals, type PipelinesChange, type PipelinesView } from '../lib/view';
import styles from './pipelines.module.css';

/** The watched symbols that have bars of the interval's kind. */
function useUniverse(interval: Interval): string[] {
  const { symbols } = useWatchedSymbols();
  const { data } = useInstruments();
  const able = (data ?? []).filter((one) => hasBars(one, [interval]));
  const known = new Set(able.map(({ symbol }) => symbol));
  return symbols.filter((symbol) => known.has(symbol));
}

/** What to compute, by which engine; an engine that cannot run here says why. */
export function RunForm({ view, onChange }: { view: PipelinesView; onChange: PipelinesChange }) {
  const suggested = useUniverse(view.interval);
  const symbols = view.universe.length > 0 ? view.universe : suggested;
  const options = useOptions();
  const start = useStartRun((run) => onChange({ run }));
  const engines = options.data?.engines ?? [];
  const missing = engines.find(({ available }) => !available);
  const chosen = engines.find(({ name }) => name === view.engine);
  return (
    <Panel
      title="Compute features"
      subtitle="18 features a bar, computed by the engine, checked against an independent reference, kept as Parquet."
    >
      <div className={styles.form}>
        <div className={styles.universe}>
          <SymbolsPicker
            label="Universe"
            value={symbols}
            max={featureAskRequestLimits.symbols.maxItems}
            error={symbols.length === 0 ? 'Choose at least one symbol.' : null}
            onChange={(universe) => onChange({ universe })}
          />
        </div>
        <div className={styles.control}>
          <span>Engine</span>
          <Choice
            label="Engine"
            value={view.engine}
            options={engines.map(({ name, title, available }) => ({
              value: name,
              label: title,
              disabled: !available,
            }))}
            onChange={(engine) => onChange({ engine })}
          />
        </div>
        <label className={styles.control}>
          Interval
          <select
            className={styles.select}
            value={view.interval}
            onChange={(event) =>
              onChange({ interval: event.currentTarget.value as PipelinesView['interval'] })
            }
          >
            {featureIntervals.map((interval) => (
              <option key={interval}>{interval}</option>
            ))}
          </select>
        </label>
        <Button
          loading={start.isPending}
          disabled={symbols.length === 0 || chosen?.available === false}
          onClick={() =>
            start.mutate({ symbols: [...symbols], engine: view.engine, interval: view.interval })
          }
        >
          Run
        </Button>
      </div>
      {missing && (
        <p className={styles.note}>
          {missing.title} is off here. {missing.reason}
        </p>
      )}
      {options.error && <Failure error={options.error} title="The engines cannot be read" />}
      {start.error && <Failure error={start.error} title="No run was started" />}
    </Panel>
  );
}
