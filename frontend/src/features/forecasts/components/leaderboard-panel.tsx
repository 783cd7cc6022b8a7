import { Tag, type Tone } from '@/components/ui/badges';
import { type Column, DataTable } from '@/components/ui/data-table';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatInteger, formatNumber, formatPercent, formatProbability } from '@/lib/format/number';
import { useLeaderboard } from '../api/get-leaderboard';
import type { LeaderboardRow } from '../api/types';
import { modelLabel, verdictLabel, verdictTone } from '../lib/words';

const tones = { good: 'ok', neutral: 'plain', bad: 'bad' } as const satisfies Record<string, Tone>;

type Format = (value: number | null) => string;

const figure = (
  id: string,
  header: string,
  of: (row: LeaderboardRow) => number | null,
  format: Format,
): Column<LeaderboardRow> => ({
  id,
  header,
  value: of,
  cell: (row) => format(of(row)),
  numeric: true,
});

const percent2: Format = (value) => formatPercent(value, 2);
const percent1: Format = (value) => formatPercent(value, 1);
const plain2: Format = (value) => formatNumber(value, 2);
const plain4: Format = (value) => formatNumber(value, 4);

const columns: Column<LeaderboardRow>[] = [
  { id: 'model', header: 'Model', value: (row) => modelLabel(row.model) },
  {
    id: 'verdict',
    header: 'Against the random walk',
    value: (row) => verdictLabel(row.verdict),
    cell: (row) => <Tag tone={tones[verdictTone(row.verdict)]}>{verdictLabel(row.verdict)}</Tag>,
  },
  figure('r2', 'R²', (row) => row.r2_vs_random_walk, percent2),
  figure('mae', 'MAE ratio', (row) => row.mae_ratio, plain4),
  figure('dm', 'DM', (row) => row.dm_statistic, plain2),
  figure('p', 'p', (row) => row.p_value, formatProbability),
  figure('accuracy', 'Direction right', (row) => row.accuracy, percent1),
  figure('base', 'Base rate', (row) => row.base_rate, percent1),
  figure('t', 't of edge', (row) => row.edge_t, plain2),
  figure('brier', 'Brier', (row) => row.brier, plain4),
  figure('brier0', 'Brier of base rate', (row) => row.brier_base_rate, plain4),
  figure('cover', '90% range held', (row) => row.coverage['90'] ?? null, percent1),
  figure(
    'n',
    'N',
    (row) => row.observations,
    (value) => formatInteger(value),
  ),
];

/** Every model with all its scores, the good and the bad. */
export function LeaderboardPanel({
  symbol,
  horizon,
  selected,
  onOpen,
}: {
  symbol: string;
  horizon: number;
  selected: string;
  onOpen: (model: string) => void;
}) {
  const board = useLeaderboard({ symbol, horizon });
  return (
    <Panel
      title="Models compared"
      subtitle={`${horizon} ${horizon === 1 ? 'step' : 'steps'} ahead, walk-forward: no model saw what it is scored on`}
    >
      <Async
        query={board}
        loading={<Loading lines={5} />}
        isEmpty={({ models }) => models.length === 0}
        empty={<Empty>No model has been scored yet. Train to fill this table.</Empty>}
      >
        {({ models }) => (
          <DataTable
            label="Models compared"
            columns={columns}
            rows={models}
            rowKey={(row) => row.model}
            selectedKey={selected}
            onOpen={(row) => onOpen(row.model)}
            initialSort={{ id: 'r2', desc: true }}
            csvName={`${symbol}-models`}
          />
        )}
      </Async>
    </Panel>
  );
}
