import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Empty } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Balance } from '@/components/ui/privacy';
import { formatMoney, formatUnitPrice } from '@/lib/format/money';
import { formatInteger, formatPercent } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { whyFigure } from '@/lib/why';
import type { OptimiseResult } from '../api/types';
import { allocationSentence, type OrderRow, orderRows } from '../lib/result';
import { runWhy } from '../lib/why';
import styles from './optimise.module.css';

const columnsOf = (run: Pick<OptimiseResult, 'id' | 'currency'>): Column<OrderRow>[] => [
  { id: 'symbol', header: 'Asset', value: (row) => row.symbol },
  {
    id: 'shares',
    header: 'Shares',
    value: (row) => row.shares,
    cell: (row) => <Balance>{formatInteger(row.shares)}</Balance>,
    numeric: true,
    why: (row) => runWhy(run, 'shares', { row: row.symbol }),
  },
  {
    id: 'price',
    header: 'Close',
    value: (row) => row.price,
    cell: (row) => formatUnitPrice(row.price, run.currency),
    numeric: true,
    why: (row) => runWhy(run, 'price', { row: row.symbol }),
  },
  {
    id: 'value',
    header: 'Cost',
    value: (row) => row.value,
    cell: (row) => <Balance>{formatMoney(row.value, run.currency)}</Balance>,
    numeric: true,
    why: (row) => runWhy(run, 'order_cost', { row: row.symbol }),
  },
  {
    id: 'share',
    header: 'Share of capital',
    value: (row) => row.share,
    cell: (row) => formatPercent(row.share, 1),
    numeric: true,
    why: (row) => runWhy(run, 'order_share', { row: row.symbol }),
  },
  {
    id: 'weight',
    header: 'Weight wanted',
    value: (row) => row.weight,
    cell: (row) => formatPercent(row.weight, 1),
    numeric: true,
    why: (row) => runWhy(run, 'weight', { row: row.symbol }),
  },
];

/** Whole shares to buy with the capital, what they cost and what is left. */
export function OrdersPanel({ result }: { result: OptimiseResult }) {
  const rows = useMemo(() => orderRows(result), [result]);
  const columns = useMemo(() => columnsOf(result), [result]);
  const { allocation } = result;
  if (!allocation || rows.length === 0) {
    return (
      <Panel title="Orders in whole shares">
        <Empty>No whole share fits into the capital. Raise it to get orders.</Empty>
      </Panel>
    );
  }
  return (
    <Panel
      title="Orders in whole shares"
      flush
      subtitle={`In ${result.currency} at the last real closes, ${formatDate(result.as_of)}; nothing is sent to a broker`}
      footer={
        <span className={styles.total}>
          <span {...(allocation.gap ? whyFigure(runWhy(result, 'allocation_gap')) : {})}>
            {allocationSentence(allocation)}
          </span>
          <span {...whyFigure(runWhy(result, 'cost'))}>
            Cost <Balance>{formatMoney(allocation.cost, result.currency)}</Balance>
          </span>
          <span {...whyFigure(runWhy(result, 'leftover'))}>
            Left over <Balance>{formatMoney(allocation.leftover, result.currency)}</Balance>
          </span>
        </span>
      }
    >
      <DataTable
        label="Orders"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.symbol}
        csvName="orders"
      />
    </Panel>
  );
}
