import { useMemo, useState } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag, type Tone } from '@/components/ui/badges';
import { Choice } from '@/components/ui/choice';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { testedSample } from '@/lib/forecast-words';
import { formatInteger, formatNumber, formatPercent, formatProbability } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { modelLabel } from '@/lib/model-words';
import { useLeaderboard } from '../api/get-leaderboard';
import type { LeaderboardRow } from '../api/types';
import { verdictLabel, verdictShort, verdictTone } from '../lib/words';

export const tones = { good: 'ok', neutral: 'plain', bad: 'bad' } as const satisfies Record<
  string,
  Tone
>;

type Ask = { symbol: string; horizon: number };

const measures: Record<string, string> = { mae: 'mae_ratio' };

type Format = (value: number | null) => string;

const figure = (
  ask: Ask,
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
  why: (row) => ({
    measure: `leaderboard.${measures[id] ?? id}`,
    params: { ...ask, row: row.model },
  }),
});

const percent2: Format = (value) => formatPercent(value, 2);
const percent1: Format = (value) => formatPercent(value, 1);
const plain2: Format = (value) => formatNumber(value, 2);
const plain4: Format = (value) => formatNumber(value, 4);

const columnsOf = (ask: Ask): Column<LeaderboardRow>[] => [
  {
    id: 'model',
    header: 'Model',
    value: (row) => modelLabel(row.model),
    cell: (row) => <span className="num">{modelLabel(row.model)}</span>,
  },
  {
    id: 'verdict',
    header: 'Verdict',
    value: (row) => verdictShort(row.skill.verdict),
    cell: (row) => (
      <Tag tone={tones[verdictTone(row.skill.verdict)]} hint={verdictLabel(row.skill.verdict)}>
        {verdictShort(row.skill.verdict)}
      </Tag>
    ),
  },
  figure(ask, 'r2', 'R²', (row) => row.skill.r2_vs_random_walk, percent2),
  figure(ask, 'mae', 'MAE ratio', (row) => row.skill.mae_ratio, plain4),
  figure(ask, 'dm', 'DM', (row) => row.skill.dm_statistic, plain2),
  figure(ask, 'p', 'p', (row) => row.skill.p_value, formatProbability),
  figure(ask, 'accuracy', 'Sign right', (row) => row.direction_score.accuracy, percent1),
  figure(
    ask,
    'base',
    `Base rate, ${testedSample}`,
    (row) => row.direction_score.base_rate,
    percent1,
  ),
  figure(ask, 't', 't of edge', (row) => row.direction_score.edge_t, plain2),
  figure(ask, 'brier', 'Brier', (row) => row.direction_score.brier, plain4),
  figure(ask, 'brier0', 'of base rate', (row) => row.direction_score.brier_base_rate, plain4),
  figure(ask, 'c80', '80%', (row) => row.coverage['80'], percent1),
  figure(ask, 'c95', '95%', (row) => row.coverage['95'], percent1),
  figure(
    ask,
    'n',
    'N',
    (row) => row.skill.observations,
    (value) => formatInteger(value),
  ),
];

const scopes = (symbol: string) =>
  [
    { value: 'symbol', label: symbol },
    { value: 'pool', label: 'All symbols' },
  ] as const;

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
  const [scope, setScope] = useState<'symbol' | 'pool'>('symbol');
  const asked = scope === 'pool' ? '' : symbol;
  const board = useLeaderboard({ symbol: asked, horizon });
  const columns = useMemo(() => columnsOf({ symbol: asked, horizon }), [asked, horizon]);
  const [first] = board.data ?? [];
  return (
    <Panel
      title="Models compared"
      why={{ measure: 'leaderboard.n', params: { symbol: asked, horizon, row: selected } }}
      flush
      subtitle={`${horizon} ahead, walk-forward${first ? ` from ${formatDate(first.first)} to ${formatDate(first.last)}` : ''}: no model saw what it is scored on. 80% and 95%: share of outcomes inside that range.`}
      actions={
        <Choice label="Scored on" value={scope} options={scopes(symbol)} onChange={setScope} />
      }
    >
      <Async
        query={board}
        loading={<Loading lines={5} />}
        isEmpty={(rows) => rows.length === 0}
        empty={<Empty>No model has been scored yet. Training fills this table.</Empty>}
      >
        {(rows) => (
          <DataTable
            label="Models compared"
            columns={columns}
            rows={rows}
            rowKey={(row) => row.model}
            selectedKey={selected}
            onOpen={(row) => onOpen(row.model)}
            initialSort={{ id: 'r2', desc: true }}
            csvName={`${scope === 'pool' ? 'all' : symbol}-models`}
          />
        )}
      </Async>
    </Panel>
  );
}
