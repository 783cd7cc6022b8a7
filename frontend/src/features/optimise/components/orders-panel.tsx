import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { Empty } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Balance } from '@/components/ui/privacy';
import { formatInteger, formatMoney, formatPercent } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import type { OptimiseResult } from '../api/types';
import { type OrderRow, orderRows } from '../lib/result';
import styles from './optimise.module.css';

const columns: Column<OrderRow>[] = [
  { id: 'symbol', header: 'Asset', value: (row) => row.symbol },
  {
    id: 'shares',
    header: 'Shares',
    value: (row) => row.shares,
    cell: (row) => <Balance>{formatInteger(row.shares)}</Balance>,
    numeric: true,
  },
  {
    id: 'price',
    header: 'Close',
    value: (row) => row.price,
    cell: (row) => formatMoney(row.price),
    numeric: true,
  },
  {
    id: 'value',
    header: 'Cost',
    value: (row) => row.value,
    cell: (row) => <Balance>{formatMoney(row.value)}</Balance>,
    numeric: true,
  },
  {
    id: 'share',
    header: 'Share of capital',
    value: (row) => row.share,
    cell: (row) => formatPercent(row.share, 1),
    numeric: true,
  },
  {
    id: 'weight',
    header: 'Weight wanted',
    value: (row) => row.weight,
    cell: (row) => formatPercent(row.weight, 1),
    numeric: true,
  },
];

/** Whole shares to buy with the capital, what they cost and what is left. */
export function OrdersPanel({ result }: { result: OptimiseResult }) {
  const rows = useMemo(() => orderRows(result), [result]);
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
      subtitle={`At the last real closes, ${formatDate(result.as_of)}; nothing is sent to a broker`}
      footer={
        <span className={styles.total}>
          <span>
            Cost <Balance>{formatMoney(allocation.cost)}</Balance>
          </span>
          <span>
            Left over <Balance>{formatMoney(allocation.leftover)}</Balance>
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
