import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { Scale } from '@/charts/price/controller';
import { Choice } from '@/components/ui/choice';
import { Loading } from '@/components/ui/faces';
import { Pop } from '@/components/ui/pop';
import type { Query } from '@/lib/api/http';
import type { Interval, Range } from '../lib/ranges';
import { MOST_COMPARED } from '../lib/view';
import styles from '../symbol.module.css';
import type { ExportKind } from './export-list';
import type { MarksProps } from './study-menu';

const ExportList = lazy(() =>
  import('./export-list').then((part) => ({ default: part.ExportList })),
);

const StudyMenu = lazy(() => import('./study-menu').then((part) => ({ default: part.StudyMenu })));

const SymbolsPicker = lazy(() =>
  import('@/components/symbols/symbols-picker').then(({ SymbolsPicker: part }) => ({
    default: part,
  })),
);

export type Prices = 'adjusted' | 'raw';

const priceKinds = [
  { value: 'adjusted', label: 'Adj' },
  { value: 'raw', label: 'Raw' },
] as const;

export type ChartToolsProps = {
  range: Range;
  ranges: readonly Range[];
  interval: Interval;
  intervals: readonly Interval[];
  scale: Scale;
  /** Why only the linear scale can be chosen; null where every scale can. */
  linearOnly: string | null;
  studies: readonly string[];
  compare: readonly string[];
  anomalies: boolean;
  findings: boolean;
  prices: Prices;
  onPrices: (prices: Prices) => void;
  onRange: (range: Range) => void;
  onInterval: (interval: string) => void;
  onScale: (scale: Scale) => void;
  onStudies: (ids: readonly string[]) => void;
  onCompare: (symbols: readonly string[]) => void;
  onAnomalies: (shown: boolean) => void;
  onFindings: (shown: boolean) => void;
  onReset: () => void;
  onExport: (what: ExportKind) => void;
  /** What the server's own files hold: the whole period, past what is drawn. */
  saved: Query;
};

const scales = [
  { value: 'linear', label: 'Lin' },
  { value: 'log', label: 'Log' },
  { value: 'percent', label: '%' },
] as const;

const linearAlone = scales.map((scale) => ({ ...scale, disabled: scale.value !== 'linear' }));

const counted = (label: string, chosen: readonly string[]) =>
  chosen.length > 0 ? `${label} (${chosen.length})` : label;

type ListProps = { chosen: readonly string[]; onChange: (next: readonly string[]) => void };

function Indicators(props: MarksProps) {
  const { chosen, anomalies } = props;
  return (
    <Pop
      label="Indicators"
      width={290}
      trigger={(trigger) => (
        <Button {...trigger} variant="default" size="xs" px={9}>
          {counted('Indicators', anomalies ? [...chosen, 'anomalies'] : chosen)}
        </Button>
      )}
    >
      <Suspense fallback={<Loading lines={4} />}>
        <StudyMenu {...props} />
      </Suspense>
    </Pop>
  );
}

function ComparePicker({ chosen, onChange }: ListProps) {
  return (
    <Pop
      label="Compare with other symbols"
      width={300}
      trigger={(props) => (
        <Button {...props} variant="default" size="xs" px={9}>
          {counted('Compare', chosen)}
        </Button>
      )}
    >
      <Suspense fallback={<Loading lines={2} />}>
        <SymbolsPicker
          inline
          label={`Up to ${MOST_COMPARED} symbols, all rebased to 100`}
          value={chosen}
          max={MOST_COMPARED}
          onChange={onChange}
        />
      </Suspense>
    </Pop>
  );
}

function ExportMenu({ onExport, saved }: Pick<ChartToolsProps, 'onExport' | 'saved'>) {
  return (
    <Pop
      label="Export"
      width={170}
      trigger={(props) => (
        <Button {...props} variant="default" size="xs" px={9}>
          Export
        </Button>
      )}
    >
      {(close) => (
        <Suspense fallback={<Loading lines={4} />}>
          <ExportList
            saved={saved}
            onExport={(what) => {
              close();
              onExport(what);
            }}
          />
        </Suspense>
      )}
    </Pop>
  );
}

/** The controls above the chart. */
export function ChartTools(props: ChartToolsProps) {
  return (
    <div className={styles.tools}>
      <Choice
        label="Range"
        value={props.range}
        options={props.ranges.map((value) => ({ value, label: value }))}
        onChange={props.onRange}
      />
      <select
        className={styles.select}
        aria-label="Interval"
        value={props.interval}
        onChange={(event) => props.onInterval(event.currentTarget.value)}
      >
        {props.intervals.map((interval) => (
          <option key={interval}>{interval}</option>
        ))}
      </select>
      <Indicators
        chosen={props.studies}
        onChange={props.onStudies}
        anomalies={props.anomalies}
        onAnomalies={props.onAnomalies}
        findings={props.findings}
        onFindings={props.onFindings}
      />
      <ComparePicker chosen={props.compare} onChange={props.onCompare} />
      <Choice
        label="Price scale"
        value={props.linearOnly === null ? props.scale : 'linear'}
        options={props.linearOnly === null ? scales : linearAlone}
        onChange={props.onScale}
      />
      <Choice
        label="Prices, adjusted for splits and dividends or raw"
        value={props.prices}
        options={priceKinds}
        onChange={props.onPrices}
      />
      <span className={styles.spacer} />
      <Button variant="default" size="xs" px={9} aria-label="Reset view" onClick={props.onReset}>
        Reset
      </Button>
      <ExportMenu onExport={props.onExport} saved={props.saved} />
    </div>
  );
}
