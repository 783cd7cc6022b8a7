import { crosshairTime } from '@/charts/chart-options';
import type { ChartBar } from '@/charts/price/bars';
import { type Column, DataTable } from '@/components/ui/data-table';
import { Sheet } from '@/components/ui/sheet';
import { formatCompact, formatPrice } from '@/lib/format/number';

const price = (id: 'open' | 'high' | 'low' | 'close', header: string): Column<ChartBar> => ({
  id,
  header,
  numeric: true,
  value: (bar) => bar[id],
  cell: (bar) => formatPrice(bar[id]),
});

const columns = (withClock: boolean): Column<ChartBar>[] => [
  {
    id: 'time',
    header: 'Time',
    value: (bar) => new Date(bar.time * 1000).toISOString(),
    cell: (bar) => crosshairTime(bar.time, withClock),
  },
  price('open', 'Open'),
  price('high', 'High'),
  price('low', 'Low'),
  price('close', 'Close'),
  {
    id: 'volume',
    header: 'Volume',
    numeric: true,
    value: (bar) => bar.volume,
    cell: (bar) => formatCompact(bar.volume),
  },
];

const dated = columns(false);
const timed = columns(true);

export type BarsTableProps = {
  symbol: string;
  bars: readonly ChartBar[];
  withClock: boolean;
  exportName: string;
  onClose: () => void;
};

/** The chart's bars as a table. */
export function BarsTable({ symbol, bars, withClock, exportName, onClose }: BarsTableProps) {
  return (
    <Sheet title={`${symbol} bars`} width={640} flush onClose={onClose}>
      <DataTable
        label={`${symbol} bars`}
        columns={withClock ? timed : dated}
        rows={bars}
        rowKey={(bar) => String(bar.time)}
        initialSort={{ id: 'time', desc: true }}
        csvName={exportName}
        height={460}
      />
    </Sheet>
  );
}
