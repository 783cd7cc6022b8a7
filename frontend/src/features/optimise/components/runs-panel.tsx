import { SampleTag } from '@/components/samples/samples';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Older } from '@/components/tables/older';
import { Async, Empty } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Figure } from '@/components/ui/why';
import { formatNumber, formatPercent } from '@/lib/format/number';
import { formatAge } from '@/lib/format/time';
import { useRuns } from '../api/get-runs';
import type { RunSummary } from '../api/types';
import { labelOf, objectives } from '../lib/choices';
import { runWhy } from '../lib/why';
import styles from './optimise.module.css';

const columns: Column<RunSummary>[] = [
  {
    id: 'objective',
    header: 'Run',
    value: (run) => `${labelOf(objectives, run.objective)}: ${run.symbols.join(' ')}`,
    cell: (run) => (
      <span className={styles.run}>
        <span>
          {labelOf(objectives, run.objective)} <SampleTag kind="optimization" id={run.id} />
        </span>
        <small>{shorten(run.symbols)}</small>
        <small>
          <Figure why={runWhy(run, 'expected_return')}>
            {formatPercent(run.expected_return, 1)} return
          </Figure>
          ,{' '}
          <Figure why={runWhy(run, 'volatility')}>
            {formatPercent(run.volatility, 1)} volatility
          </Figure>
        </small>
      </span>
    ),
  },
  {
    id: 'sharpe',
    header: 'Sharpe',
    value: (run) => run.sharpe,
    cell: (run) => formatNumber(run.sharpe),
    numeric: true,
    why: (run) => runWhy(run, 'sharpe'),
  },
  {
    id: 'when',
    header: 'When',
    value: (run) => run.created_at,
    cell: (run) => formatAge(run.created_at),
    numeric: true,
  },
];

const shorten = (symbols: readonly string[]): string =>
  symbols.length > 6
    ? `${symbols.slice(0, 5).join(', ')} and ${symbols.length - 5} more`
    : symbols.join(', ');

/** Earlier optimisations; opening one shows it again. */
export function RunsPanel({
  selected,
  onOpen,
}: {
  selected: string;
  onOpen: (id: string) => void;
}) {
  const runs = useRuns();
  return (
    <Panel title="Earlier runs" flush subtitle="Kept with your account">
      <Async
        query={runs}
        isEmpty={(list) => list.length === 0}
        empty={<Empty>Nothing has been optimised yet.</Empty>}
      >
        {(list) => (
          <DataTable
            label="Earlier runs"
            columns={columns}
            rows={list}
            rowKey={(run) => run.id}
            selectedKey={selected}
            onOpen={(run) => onOpen(run.id)}
            csvName="optimisations"
            height={420}
          />
        )}
      </Async>
      <Older query={runs} what="runs" />
    </Panel>
  );
}
