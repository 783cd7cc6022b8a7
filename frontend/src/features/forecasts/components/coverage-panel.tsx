import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { formatInteger, formatNumber, formatPercent } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import { whyFigure } from '@/lib/why';
import type { Prediction } from '../api/types';
import {
  coverageLines,
  type GroupRow,
  hardTimes,
  intervalWords,
  testedWords,
} from '../lib/coverage';
import { forecastWhy } from '../lib/why';
import styles from './forecasts.module.css';

const HEIGHT = 360;

const methods = { conformal: 'Conformal, adaptive', gaussian: 'Gaussian' } as const;

const columnsOf = (why: ReturnType<typeof forecastWhy>): Column<GroupRow>[] => [
  { id: 'group', header: 'When', value: (row) => row.group },
  {
    id: 'coverage',
    header: 'Coverage, 95% range',
    value: (row) => row.coverage,
    cell: (row) => formatPercent(row.coverage, 1),
    numeric: true,
    why: (row) => why('coverage_group', { row: row.group }),
  },
  {
    id: 'n',
    header: 'N',
    value: (row) => row.observations,
    cell: (row) => formatInteger(row.observations),
    numeric: true,
    why: (row) => why('coverage_group_n', { row: row.group }),
  },
];

/** Whether the ranges hold what they promise: nominal against measured, then where it is hard. */
export function CoveragePanel({ prediction }: { prediction: Prediction }) {
  const { coverage, coverage_detail: detail } = prediction;
  const why = forecastWhy(prediction);
  return (
    <Panel
      title="Coverage of the ranges"
      subtitle={testedWords(coverage)}
      why={why('coverage_tested')}
    >
      <ul className={styles.meters}>
        {coverageLines(coverage).map(({ nominal, measured, off }) => (
          <li key={nominal} {...whyFigure(why('coverage', { row: Math.round(nominal * 100) }))}>
            <span className={styles.nominal}>{formatPercent(nominal, 0)} range</span>
            <span className={styles.meter} aria-hidden>
              <span className={styles.fill} style={{ width: `${(measured ?? 0) * 100}%` }} />
              <span className={styles.goal} style={{ left: `${nominal * 100}%` }} />
            </span>
            <span className="num-right">
              {measured === null ? 'not yet' : formatPercent(measured, 1)}
            </span>
            {off && <Tag tone="warn">off</Tag>}
          </li>
        ))}
      </ul>
      <p className={styles.words} {...whyFigure(why('coverage', { row: 90 }))}>
        {intervalWords(coverage)}
      </p>
      <Facts>
        <Fact
          label="Winkler score, 95% range"
          value={formatNumber(detail?.winkler_95, 4)}
          why={why('winkler')}
        />
        <Fact label="Method" value={methods[prediction.interval_method]} />
        <Fact
          label="Outcomes behind it"
          value={formatInteger(prediction.interval_scores)}
          why={why('interval_scores')}
        />
        <Fact label="Model trained" value={formatDateTime(prediction.trained_at)} />
        {prediction.forecast_hash && (
          <Fact
            label="Hash of the forecast"
            value={<code className={styles.hash}>{prediction.forecast_hash.slice(0, 16)}</code>}
          />
        )}
      </Facts>
    </Panel>
  );
}

/** Coverage where an average hides its failures. */
export function HardTimesPanel({ prediction }: { prediction: Prediction }) {
  const { coverage_detail: detail, symbol } = prediction;
  const why = useMemo(() => forecastWhy(prediction), [prediction]);
  const columns = useMemo(() => columnsOf(why), [why]);
  return (
    <Panel
      title="Coverage in difficult periods"
      why={why('coverage_tested')}
      subtitle="Coverage of the 95% range in calm and volatile markets, on the worst days and in each year"
      flush
    >
      <DataTable
        label="Coverage by period"
        columns={columns}
        rows={detail ? hardTimes(detail) : []}
        rowKey={(row) => row.group}
        filter={false}
        csvName={`${symbol}-coverage`}
        height={HEIGHT}
        empty="Not measured for this model yet."
      />
    </Panel>
  );
}
