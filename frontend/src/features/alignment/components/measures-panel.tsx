import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { formatInteger } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import type { AlignmentDetail, AlignmentRow } from '../api/alignment';
import { tiny, verdictOf, worstText } from '../lib/words';

const rowWhy = (run: number, measure: string) => (row: AlignmentRow) => ({
  measure: `quality.${measure}`,
  params: { run, row: row.key },
});

const columnsOf = (run: number): Column<AlignmentRow>[] => [
  { id: 'measure', header: 'Measure', value: (row) => row.title },
  { id: 'id', header: 'Id', value: (row) => row.measure, wide: true, clip: true },
  { id: 'engine', header: 'Second engine', value: (row) => row.engine },
  {
    id: 'verdict',
    header: 'Verdict',
    value: (row) => verdictOf(row),
    cell: (row) => <Tag tone={row.passed ? 'ok' : 'bad'}>{verdictOf(row)}</Tag>,
  },
  {
    id: 'relative',
    header: 'Relative',
    value: (row) => row.relative,
    cell: (row) => tiny(row.relative),
    numeric: true,
    why: rowWhy(run, 'difference'),
  },
  {
    id: 'absolute',
    header: 'Absolute',
    value: (row) => row.absolute,
    cell: (row) => tiny(row.absolute),
    numeric: true,
    wide: true,
    why: rowWhy(run, 'absolute'),
  },
  {
    id: 'tolerance',
    header: 'Allowed',
    value: (row) => row.tolerance,
    cell: (row) => tiny(row.tolerance),
    numeric: true,
    wide: true,
    why: rowWhy(run, 'tolerance'),
  },
  {
    id: 'samples',
    header: 'Samples',
    value: (row) => row.samples,
    cell: (row) => formatInteger(row.samples),
    numeric: true,
    wide: true,
    why: rowWhy(run, 'samples'),
  },
  {
    id: 'values',
    header: 'Values',
    value: (row) => row.values,
    cell: (row) => formatInteger(row.values),
    numeric: true,
    wide: true,
    why: rowWhy(run, 'values'),
  },
];

/** Every measure of a run; opening one shows its worst case. */
export function MeasuresPanel({
  run,
  selected,
  onOpen,
}: {
  run: AlignmentDetail;
  selected: string;
  onOpen: (key: string) => void;
}) {
  const columns = useMemo(() => columnsOf(run.id), [run.id]);
  const opened = run.rows.find((row) => row.key === selected);
  return (
    <>
      <Panel
        title="Measures"
        why={{ measure: 'quality.alignment', params: { run: run.id } }}
        subtitle={`${run.nightly ? 'The system’s' : 'Your own'} run of ${formatDateTime(run.finished_at)}: ${formatInteger(run.compared)} values of ${run.symbols} instruments, code ${run.code}`}
        flush
      >
        <DataTable
          label="Measures by both engines"
          columns={columns}
          rows={run.rows}
          rowKey={(row) => row.key}
          onOpen={(row) => onOpen(row.key)}
          selectedKey={selected}
          initialSort={{ id: 'verdict', desc: true }}
          filter
          csvName="alignment"
          height={560}
        />
      </Panel>
      {opened && <WorstCase run={run.id} row={opened} />}
    </>
  );
}

function WorstCase({ run, row }: { run: number; row: AlignmentRow }) {
  const why = (measure: string) => rowWhy(run, measure)(row);
  return (
    <Panel title={`Worst case of ${row.title}`} why={why('difference')}>
      <p style={{ marginTop: 0 }}>{worstText(row)}</p>
      <Facts>
        <Fact label="Second engine" value={row.engine} />
        <Fact label="Relative difference" value={tiny(row.relative)} why={why('difference')} />
        <Fact label="Allowed" value={tiny(row.tolerance)} why={why('tolerance')} />
        <Fact label="Samples beyond it" value={formatInteger(row.failed)} why={why('failed')} />
        <Fact label="No value by design" value={formatInteger(row.refused)} why={why('refused')} />
      </Facts>
    </Panel>
  );
}
