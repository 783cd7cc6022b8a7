import { useCallback, useMemo } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { SampleTag } from '@/components/samples/samples';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Older } from '@/components/tables/older';
import { Tag } from '@/components/ui/badges';
import { Async, Empty } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatInteger } from '@/lib/format/number';
import { formatAge } from '@/lib/format/time';
import { useRuns } from '../api/get-runs';
import type { RunSummary } from '../api/types';
import { scoresNumbers, scoresOption } from '../lib/charts';
import { pipelineWhy } from '../lib/why';
import { shareText } from '../lib/words';

const columns: Column<RunSummary>[] = [
  {
    id: 'when',
    header: 'When',
    value: (run) => run.created_at,
    cell: (run) => (
      <>
        {formatAge(run.created_at)} <SampleTag kind="feature_run" id={run.id} />
      </>
    ),
  },
  { id: 'engine', header: 'Engine', value: (run) => run.engine },
  { id: 'interval', header: 'Bars', value: (run) => run.interval },
  {
    id: 'rows',
    header: 'Rows',
    value: (run) => run.rows,
    cell: (run) => formatInteger(run.rows),
    numeric: true,
    why: (run) => pipelineWhy(run.id, 'rows'),
  },
  {
    id: 'score',
    header: 'Alignment',
    value: (run) => run.alignment_score,
    cell: (run) => <Tag tone={run.passed ? 'ok' : 'bad'}>{shareText(run.alignment_score)}</Tag>,
    numeric: true,
    why: (run) => pipelineWhy(run.id, 'score'),
  },
];

/** Your runs and how well each agreed; opening one shows it again. */
export function HistoryPanel({
  selected,
  onOpen,
}: {
  selected: string;
  onOpen: (id: string) => void;
}) {
  const runs = useRuns();
  return (
    <Panel title="Earlier runs" subtitle="Alignment of each run, kept with your account">
      <Async
        query={runs}
        isEmpty={(list) => list.length === 0}
        empty={<Empty>No run yet. Start one to fill the feature store.</Empty>}
      >
        {(list) => (
          <>
            <Scores runs={list} />
            <DataTable
              label="Earlier runs"
              columns={columns}
              rows={list}
              rowKey={(run) => run.id}
              selectedKey={selected}
              onOpen={(run) => onOpen(run.id)}
              csvName="feature-runs"
              height={320}
            />
          </>
        )}
      </Async>
      <Older query={runs} what="runs" />
    </Panel>
  );
}

function Scores({ runs }: { runs: readonly RunSummary[] }) {
  const option = useCallback((theme: ChartTheme) => scoresOption(runs, theme), [runs]);
  const numbers = useMemo(() => scoresNumbers(runs), [runs]);
  return (
    <EChart
      label="Alignment score of each run shown"
      option={option}
      height={180}
      numbers={numbers}
      exportName="alignment-history"
    />
  );
}
