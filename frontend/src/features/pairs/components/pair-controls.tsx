import { Select, Switch } from '@mantine/core';
import { SymbolPicker } from '@/components/symbols/symbol-picker';
import { Choice } from '@/components/ui/choice';
import { hedgeMethods, pairsAnalyticsRetrieveLimits as limits } from '@/types/limits';
import { type PairsChange, type PairsView, pairIntervals } from '../lib/view';
import { methodLabels } from '../lib/words';
import { NumberField } from './number-field';
import styles from './pairs.module.css';

const intervalOptions = pairIntervals.map((value) => ({ value, label: value }));
const methodOptions = hedgeMethods.map((value) => ({ value, label: methodLabels[value] }));

/** Which pair is looked at, and how its hedge is estimated. */
export function PairControls({ view, onChange }: { view: PairsView; onChange: PairsChange }) {
  return (
    <div className={styles.controls}>
      <div className={styles.symbol}>
        <SymbolPicker label="Y (explained)" value={view.y} onChange={(y) => onChange({ y })} />
      </div>
      <div className={styles.symbol}>
        <SymbolPicker label="X (hedge)" value={view.x} onChange={(x) => onChange({ x })} />
      </div>
      <div className={styles.control}>
        <span aria-hidden>Interval</span>
        <Choice
          label="Interval"
          value={view.interval}
          options={intervalOptions}
          onChange={(interval) => onChange({ interval })}
        />
      </div>
      <Select
        label="Hedge"
        className={styles.method ?? ''}
        allowDeselect={false}
        data={methodOptions}
        value={view.method}
        onChange={(method) => method && onChange({ method })}
      />
      <NumberField
        label="Window, bars"
        className={styles.number}
        value={view.window}
        min={limits.window.minimum}
        max={limits.window.maximum}
        onChange={(window) => onChange({ window: Math.round(window) })}
      />
      <NumberField
        label="Threshold, z"
        className={styles.number}
        value={view.threshold}
        min={limits.threshold.minimum}
        max={limits.threshold.maximum}
        step={0.1}
        onChange={(threshold) => onChange({ threshold })}
      />
      <div className={styles.switches}>
        <Switch
          label="Log prices"
          checked={view.log}
          onChange={(event) => onChange({ log: event.currentTarget.checked })}
        />
        <Switch
          label="Intercept"
          checked={view.intercept}
          onChange={(event) => onChange({ intercept: event.currentTarget.checked })}
        />
      </div>
    </div>
  );
}
