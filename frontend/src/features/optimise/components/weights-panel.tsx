import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Panel } from '@/components/ui/panel';
import { formatNumber, formatPercent } from '@/lib/format/number';
import type { WhyRef } from '@/lib/why';
import type { OptimiseResult } from '../api/types';
import { effectiveAssets, type WeightRow, weightRows } from '../lib/result';
import { runWhy } from '../lib/why';
import styles from './optimise.module.css';

type Explain = (measure: string) => (row: WeightRow) => WhyRef;

const columnsFor = (largest: number, why: Explain): Column<WeightRow>[] => [
  { id: 'symbol', header: 'Asset', value: (row) => row.symbol },
  {
    id: 'weight',
    header: 'Weight',
    value: (row) => row.weight,
    numeric: true,
    why: why('weight'),
    width: '34%',
    cell: (row) => (
      <div className={styles.weightCell}>
        <div className={styles.bar} aria-hidden>
          <div
            className={`${styles.fill} ${row.weight < 0 ? styles.short : ''}`}
            style={{ width: `${(Math.abs(row.weight) / largest) * 100}%` }}
          />
        </div>
        {formatPercent(row.weight, 1)}
      </div>
    ),
  },
  {
    id: 'risk',
    header: 'Share of risk',
    value: (row) => row.riskShare,
    cell: (row) => formatPercent(row.riskShare, 1),
    numeric: true,
    why: why('risk_share'),
  },
  {
    id: 'return',
    header: 'Return',
    value: (row) => row.expectedReturn,
    cell: (row) => formatPercent(row.expectedReturn, 1),
    numeric: true,
    why: why('asset_return'),
  },
  {
    id: 'volatility',
    header: 'Volatility',
    value: (row) => row.volatility,
    cell: (row) => formatPercent(row.volatility, 1),
    numeric: true,
    why: why('asset_volatility'),
  },
];

/** The weights with each asset's own estimates. */
export function WeightsPanel({ result }: { result: OptimiseResult }) {
  const rows = useMemo(() => weightRows(result), [result]);
  const columns = useMemo(
    () =>
      columnsFor(
        Math.max(...rows.map((row) => Math.abs(row.weight)), 1e-9),
        (measure) => (row) => runWhy(result, measure, { row: row.symbol }),
      ),
    [rows, result],
  );
  return (
    <Panel
      title="Weights"
      why={runWhy(result, 'effective_assets')}
      flush
      subtitle={`As spread out as ${formatNumber(effectiveAssets(result), 1)} equal positions; return and volatility of each asset a year`}
    >
      <DataTable
        label="Weights"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.symbol}
        csvName="weights"
      />
    </Panel>
  );
}
