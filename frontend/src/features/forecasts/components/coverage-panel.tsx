import { Tag } from '@/components/ui/badges';
import { type Column, DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { formatInteger, formatPercent } from '@/lib/format/number';
import type { CoverageDetail, Prediction } from '../api/types';
import {
  coverageLines,
  type GroupRow,
  hardTimes,
  intervalWords,
  testedWords,
} from '../lib/coverage';
import styles from './forecasts.module.css';

const columns: Column<GroupRow>[] = [
  { id: 'group', header: 'When', value: (row) => row.group },
  {
    id: 'coverage',
    header: '95% range held',
    value: (row) => row.coverage,
    cell: (row) => formatPercent(row.coverage, 1),
    numeric: true,
  },
  {
    id: 'n',
    header: 'N',
    value: (row) => row.observations,
    cell: (row) => formatInteger(row.observations),
    numeric: true,
  },
];

/** Whether the ranges hold what they promise: nominal against measured, then where it is hard. */
export function CoveragePanel({ prediction }: { prediction: Prediction }) {
  const { coverage, coverage_detail: detail } = prediction;
  return (
    <Panel title="Do the ranges hold?" subtitle={testedWords(coverage)}>
      <ul className={styles.meters}>
        {coverageLines(coverage).map(({ nominal, measured, off }) => (
          <li key={nominal}>
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
      <p className={styles.words}>{intervalWords(coverage)}</p>
      {detail && <HardTimes detail={detail} symbol={prediction.symbol} />}
    </Panel>
  );
}

function HardTimes({ detail, symbol }: { detail: CoverageDetail; symbol: string }) {
  return (
    <>
      <h3 className={styles.heading}>Where an average hides it</h3>
      <DataTable
        label="Coverage by period"
        columns={columns}
        rows={hardTimes(detail)}
        rowKey={(row) => row.group}
        filter={false}
        csvName={`${symbol}-coverage`}
        height={250}
      />
    </>
  );
}
