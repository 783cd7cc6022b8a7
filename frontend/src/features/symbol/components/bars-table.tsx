import { useMemo } from 'react';
import { crosshairTime } from '@/charts/chart-options';
import type { ChartBar } from '@/charts/price/bars';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Sheet } from '@/components/ui/sheet';
import { formatCompact, formatPrice } from '@/lib/format/number';

type Subject = { symbol: string; interval: string };

const barWhy = (subject: Subject, measure: string) => (bar: ChartBar) => ({
  measure: `market.${measure}`,
  params: { ...subject, day: new Date(bar.time * 1000).toISOString() },
});

const price = (
  subject: Subject,
  id: 'open' | 'high' | 'low' | 'close',
  header: string,
): Column<ChartBar> => ({
  id,
  header,
  numeric: true,
  value: (bar) => bar[id],
  cell: (bar) => formatPrice(bar[id]),
  why: barWhy(subject, id),
});

const columnsOf = (subject: Subject, withClock: boolean): Column<ChartBar>[] => [
  {
    id: 'time',
    header: 'Time',
    value: (bar) => new Date(bar.time * 1000).toISOString(),
    cell: (bar) => crosshairTime(bar.time, withClock),
  },
  price(subject, 'open', 'Open'),
  price(subject, 'high', 'High'),
  price(subject, 'low', 'Low'),
  price(subject, 'close', 'Close'),
  {
    id: 'volume',
    header: 'Volume',
    numeric: true,
    value: (bar) => bar.volume,
    cell: (bar) => formatCompact(bar.volume),
    why: barWhy(subject, 'volume'),
  },
];

export type BarsTableProps = {
  symbol: string;
  interval: string;
  bars: readonly ChartBar[];
  withClock: boolean;
  exportName: string;
  onClose: () => void;
};

/** The chart's bars as a table. */
export function BarsTable({
  symbol,
  interval,
  bars,
  withClock,
  exportName,
  onClose,
}: BarsTableProps) {
  const columns = useMemo(
    () => columnsOf({ symbol, interval }, withClock),
    [symbol, interval, withClock],
  );
  return (
    <Sheet title={`${symbol} bars`} width={640} flush onClose={onClose}>
      <DataTable
        label={`${symbol} bars`}
        columns={columns}
        rows={bars}
        rowKey={(bar) => String(bar.time)}
        initialSort={{ id: 'time', desc: true }}
        csvName={exportName}
        height={460}
      />
    </Sheet>
  );
}
