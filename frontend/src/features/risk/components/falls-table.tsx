import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { formatInteger, formatPercent } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import type { WhyParams } from '@/lib/why';
import type { RiskReport } from '../api/types';
import { deepestFalls, type Fall } from '../lib/drawdowns';

const day = (id: 'start' | 'floor' | 'end', header: string, missing: string): Column<Fall> => ({
  id,
  header,
  value: (fall) => fall[id],
  cell: (fall) => <span className="num">{fall[id] === null ? missing : formatDate(fall[id])}</span>,
});

const columnsOf = (params: WhyParams): Column<Fall>[] => [
  {
    id: 'depth',
    header: 'Loss',
    value: (fall) => fall.depth,
    cell: (fall) => formatPercent(fall.depth, 1),
    numeric: true,
    why: (fall) => ({ measure: 'risk.drawdown', params: { ...params, day: fall.floor } }),
  },
  day('start', 'From', ''),
  day('floor', 'Trough', ''),
  day('end', 'Recovered', 'not yet'),
  {
    id: 'days',
    header: 'Days',
    value: (fall) => fall.days,
    cell: (fall) => formatInteger(fall.days),
    numeric: true,
    why: (fall) => ({ measure: 'risk.drawdown', params: { ...params, day: fall.floor } }),
  },
];

/** The deepest falls of the period, each from its peak to the day it recovered. */
export function FallsTable({ report, params }: { report: RiskReport; params: WhyParams }) {
  const columns = useMemo(() => columnsOf(params), [params]);
  const falls = useMemo(() => deepestFalls(report.drawdown), [report]);
  return (
    <DataTable
      label="Deepest drawdowns"
      title="Deepest drawdowns"
      columns={columns}
      rows={falls}
      rowKey={(fall) => fall.start}
      initialSort={{ id: 'depth', desc: true }}
      csvName={`${report.symbol}-falls`}
      empty="No drawdown: the price never fell below an earlier one in this period."
    />
  );
}
