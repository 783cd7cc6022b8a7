import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { SampleTag } from '@/components/samples/samples';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Async, Empty, Failure } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatNumber } from '@/lib/format/number';
import { useMonitors, useUnwatchPair, useWatchPair } from '../api/monitors';
import type { Monitor } from '../api/types';
import { monitorOf, sameMonitor, viewOfMonitor } from '../lib/monitors';
import type { PairsChange, PairsView } from '../lib/view';
import { methodLabels } from '../lib/words';

/** The pairs that a person keeps, each with its settings. */
export function MonitorsPanel({ view, onChange }: { view: PairsView; onChange: PairsChange }) {
  const query = useMonitors();
  const watch = useWatchPair();
  const current = monitorOf(view);
  const kept = query.data?.find((monitor) => sameMonitor(monitor, current));
  return (
    <Panel
      title="Watched pairs"
      subtitle="Monitored at their interval, also while no screen is open"
      actions={
        <Button
          size="xs"
          loading={watch.isPending}
          disabled={kept !== undefined || view.y === view.x || !query.data}
          onClick={() => watch.mutate(current)}
        >
          {kept ? 'Watched' : 'Watch this pair'}
        </Button>
      }
    >
      {watch.error && <Failure error={watch.error} title="The pair is not watched" />}
      <Async
        query={query}
        isEmpty={(list) => list.length === 0}
        empty={<Empty>No pair is watched yet. Choose a pair above, then watch it.</Empty>}
      >
        {(list) => (
          <Table list={list} selected={kept} onOpen={(row) => onChange(viewOfMonitor(row))} />
        )}
      </Async>
    </Panel>
  );
}

function Table({
  list,
  selected,
  onOpen,
}: {
  list: readonly Monitor[];
  selected: Monitor | undefined;
  onOpen: (row: Monitor) => void;
}) {
  const { mutate, error } = useUnwatchPair();
  const columns = useMemo(() => columnsOf(mutate), [mutate]);
  return (
    <>
      {error && <Failure error={error} title="The pair is still watched" />}
      <DataTable
        label="Watched pairs"
        columns={columns}
        rows={list}
        rowKey={(row) => String(row.id)}
        selectedKey={selected && String(selected.id)}
        onOpen={onOpen}
        csvName="watched-pairs"
      />
    </>
  );
}

const columnsOf = (remove: (id: number) => void): Column<Monitor>[] => [
  {
    id: 'pair',
    header: 'Pair (y ~ x)',
    value: (row) => `${row.y} ~ ${row.x}`,
    cell: (row) => (
      <>
        {row.y} ~ {row.x} <SampleTag kind="pair" id={row.id} />
      </>
    ),
  },
  { id: 'interval', header: 'Interval', value: (row) => row.interval ?? '1d' },
  {
    id: 'method',
    header: 'Hedge',
    value: (row) => methodLabels[row.method ?? 'ols'],
    wide: true,
  },
  {
    id: 'window',
    header: 'Window',
    value: (row) => row.window ?? 60,
    numeric: true,
    why: (row) => ({ measure: 'pairs.monitor', params: { id: row.id } }),
    wide: true,
  },
  {
    id: 'entry',
    header: 'Entry / exit, z',
    value: (row) => row.entry_threshold ?? 2,
    cell: (row) =>
      `${formatNumber(row.entry_threshold, 1)} / ${formatNumber(row.exit_threshold, 1)}`,
    numeric: true,
    why: (row) => ({ measure: 'pairs.monitor', params: { id: row.id } }),
  },
  {
    id: 'remove',
    header: '',
    value: () => null,
    sortable: false,
    numeric: true,
    cell: (row) => (
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Stop watching ${row.y} ~ ${row.x}`}
        onClick={() => remove(row.id)}
      >
        Delete
      </Button>
    ),
  },
];
