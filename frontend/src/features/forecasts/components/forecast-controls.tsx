import { Select } from '@mantine/core';
import { SymbolPicker } from '@/components/symbols/symbol-picker';
import { Choice } from '@/components/ui/choice';
import { modelLabel, shippedModels } from '@/lib/model-words';
import { BEST, type ForecastsView, horizons } from '../lib/view';
import styles from './forecasts.module.css';

const horizonOptions = horizons.map((steps) => ({ value: String(steps), label: String(steps) }));

/** What is looked at: symbol, model, steps ahead. */
export function ForecastControls({
  symbol,
  view,
  onChange,
}: {
  symbol: string;
  view: ForecastsView;
  onChange: (patch: Partial<ForecastsView>) => void;
}) {
  const known = [...new Set([BEST, ...shippedModels, view.model])];
  return (
    <div className={styles.controls}>
      <SymbolPicker value={symbol} onChange={(next) => onChange({ symbol: next })} />
      <Select
        label="Model"
        allowDeselect={false}
        data={known.map((value) => ({
          value,
          label: value === BEST ? 'Best that is ready' : modelLabel(value),
        }))}
        value={view.model}
        onChange={(model) => model !== null && onChange({ model })}
      />
      <div className={styles.control}>
        <span aria-hidden>Steps ahead</span>
        <Choice
          label="Steps ahead"
          value={String(view.horizon)}
          options={horizonOptions}
          onChange={(value) => onChange({ horizon: Number(value) })}
        />
      </div>
    </div>
  );
}
