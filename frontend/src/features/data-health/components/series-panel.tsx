import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Async, Empty } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { type SeriesHealth, useFindings } from '@/lib/api/data-health';
import { formatInteger } from '@/lib/format/number';
import { formatAge } from '@/lib/format/time';
import { barTime, coverageText, freshnessOf } from '../lib/words';

const time = (moment: string | null, interval: string) =>
  moment === null ? null : barTime(moment, interval);

const nameOf = ({ symbol, interval, private: own }: SeriesHealth): string =>
  `${symbol}:${interval}:${own ? 'own' : 'shared'}`;

const why = (measure: string) => (row: SeriesHealth) => ({
  measure: `health.${measure}`,
  params: { row: nameOf(row) },
});

const columns: Column<SeriesHealth>[] = [
  {
    id: 'symbol',
    header: 'Symbol',
    value: ({ symbol, interval }) => `${symbol} ${interval}`,
    cell: ({ symbol, interval }) => (
      <>
        <strong>{symbol}</strong> <span className="dim">{interval}</span>
      </>
    ),
  },
  { id: 'name', header: 'Name', value: ({ name }) => name, clip: true, wide: true },
  { id: 'source', header: 'Source', value: ({ source }) => source, clip: true, wide: true },
  {
    id: 'fresh',
    header: 'Freshness',
    value: (row) => freshnessOf(row).text,
    cell: (row) => <Tag tone={freshnessOf(row).tone}>{freshnessOf(row).text}</Tag>,
  },
  {
    id: 'first',
    header: 'First bar',
    value: ({ first }) => first,
    cell: ({ first, interval }) => time(first, interval) ?? '–',
    numeric: true,
    wide: true,
  },
  {
    id: 'last',
    header: 'Last bar',
    value: ({ last }) => last,
    cell: ({ last, interval }) => time(last, interval) ?? '–',
    numeric: true,
  },
  {
    id: 'bars',
    header: 'Bars',
    value: ({ bars }) => bars,
    cell: ({ bars }) => formatInteger(bars),
    why: why('bars'),
    numeric: true,
    wide: true,
  },
  {
    id: 'missing',
    header: 'Missing',
    value: ({ bars, missing }) => (bars ? missing : null),
    cell: ({ bars, missing }) => formatInteger(bars ? missing : null),
    why: why('missing'),
    numeric: true,
  },
  {
    id: 'coverage',
    header: 'Coverage',
    value: ({ bars, missing }) => (bars ? bars / (bars + missing) : null),
    cell: coverageText,
    why: why('coverage'),
    numeric: true,
    wide: true,
  },
  {
    id: 'open',
    header: 'Open findings',
    value: ({ open_findings }) => open_findings,
    cell: ({ open_findings }) => formatInteger(open_findings),
    why: why('open'),
    numeric: true,
  },
  {
    id: 'checked',
    header: 'Checked',
    value: ({ checked_at }) => checked_at,
    cell: ({ checked_at }) => formatAge(checked_at),
    numeric: true,
    wide: true,
  },
];

/** How far every series reaches, how fresh it is and what is missing. */
export function SeriesPanel() {
  const query = useFindings('open');
  return (
    <Panel
      title="Series"
      subtitle="Days against the exchange’s calendar, minutes of the last week against the clock, once the stream has been connected for 15 minutes"
    >
      <Async
        query={query}
        isEmpty={({ pages }) => pages[0]?.series.length === 0}
        empty={<Empty>No series was checked yet.</Empty>}
      >
        {({ pages: [first] }) => (
          <>
            <DataTable
              label="Series"
              columns={columns}
              rows={first?.series ?? []}
              rowKey={nameOf}
              initialSort={{ id: 'symbol' }}
              height={420}
              csvName="data-health-series"
            />
            {first && first.series.length < first.summary.series && (
              <p className="dim">
                The first {formatInteger(first.series.length)} of{' '}
                {formatInteger(first.summary.series)} series by symbol; findings are of all.
              </p>
            )}
          </>
        )}
      </Async>
    </Panel>
  );
}
