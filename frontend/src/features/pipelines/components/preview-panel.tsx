import { useCallback, useMemo } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { SymbolPicker } from '@/components/symbols/symbol-picker';
import { SimulatedTag, Tag } from '@/components/ui/badges';
import { Choice } from '@/components/ui/choice';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { useSymbolWith } from '@/lib/api/held/active-symbol';
import { whyArea } from '@/lib/why';
import { useFeatures } from '../api/get-features';
import { useOptions } from '../api/get-options';
import type { FeatureDefinition, Features } from '../api/types';
import { featureNumbers, featureOption } from '../lib/charts';
import { featurePeriods, type PipelinesChange, type PipelinesView } from '../lib/view';
import styles from './pipelines.module.css';

const HEIGHT = 260;
const labels = { '3mo': '3M', '1y': '1Y', '5y': '5Y', max: 'All' } as const;

/** One feature of one symbol, with its definition: from the store, or computed at once. */
export function PreviewPanel({
  view,
  onChange,
}: {
  view: PipelinesView;
  onChange: PipelinesChange;
}) {
  const active = useSymbolWith([view.interval]);
  const symbol = view.symbol || active;
  const options = useOptions();
  const features = useFeatures({ symbol, interval: view.interval, period: view.period });
  const definitions = options.data?.features ?? [];
  const definition = definitions.find(({ name }) => name === view.feature) ?? definitions[0];
  const found = features.data;
  return (
    <Panel
      title="Preview"
      badge={
        <>
          {found?.simulated && <SimulatedTag />}
          {found && (
            <Tag tone={found.source === 'store' ? 'ok' : 'plain'}>
              {found.source === 'store' ? `stored by ${found.engine}` : 'computed now'}
            </Tag>
          )}
        </>
      }
    >
      <div className={styles.form}>
        <div className={styles.symbol}>
          <SymbolPicker value={symbol} onChange={(next) => onChange({ symbol: next })} />
        </div>
        <label className={styles.control}>
          Feature
          <select
            className={styles.select}
            value={definition?.name ?? ''}
            onChange={(event) => onChange({ feature: event.currentTarget.value })}
          >
            {definitions.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <div className={styles.control}>
          <span>Period</span>
          <Choice
            label="Period"
            value={view.period}
            options={featurePeriods.map((value) => ({ value, label: labels[value] }))}
            onChange={(period) => onChange({ period })}
          />
        </div>
      </div>
      {symbol === '' ? (
        <Empty>Choose a symbol to see its features.</Empty>
      ) : (
        <Async
          query={features}
          loading={<Loading height={HEIGHT} />}
          errorTitle="No features to show"
        >
          {(data) => (
            <Async query={options} loading={<Loading height={HEIGHT} />}>
              {() => definition && <Drawn found={data} definition={definition} />}
            </Async>
          )}
        </Async>
      )}
    </Panel>
  );
}

function Drawn({ found, definition }: { found: Features; definition: FeatureDefinition }) {
  const option = useCallback(
    (theme: ChartTheme) => featureOption(found, definition, theme),
    [found, definition],
  );
  const why = (measure: string) => ({
    measure: `pipelines.${measure}`,
    params: { symbol: found.symbol, interval: found.interval, row: definition.name },
  });
  const numbers = useMemo(() => featureNumbers(found, definition.name), [found, definition]);
  return (
    <>
      <EChart
        label={`${definition.title} of ${found.symbol}`}
        option={option}
        height={HEIGHT}
        numbers={numbers}
        why={why('feature')}
        exportName={`${found.symbol}-${found.interval}-${definition.name}`}
      />
      <p className={styles.note} {...whyArea(why('warm_up'))}>
        {definition.plain.replaceAll('-', '−')} · {definition.source}. No value in the first{' '}
        {definition.warm_up} bars. {definition.nan_rule}
      </p>
    </>
  );
}
