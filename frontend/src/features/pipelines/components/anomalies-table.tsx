import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/config/paths';
import { formatInteger, formatNumber } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import type { FeatureDefinition, Run, RunAnomaly } from '../api/types';
import { pipelineWhy } from '../lib/why';
import { reasonsText } from '../lib/words';

const days = new Set(['1d', '1wk', '1mo']);

function columnsOf(
  definitions: ReadonlyMap<string, FeatureDefinition>,
  interval: string,
): Column<RunAnomaly>[] {
  const when = days.has(interval) ? formatDate : formatDateTime;
  return [
    { id: 'symbol', header: 'Symbol', value: (row) => row.symbol },
    {
      id: 'time',
      header: 'Bar',
      value: (row) => row.timestamp,
      cell: (row) => when(row.timestamp),
    },
    {
      id: 'score',
      header: 'Score',
      value: (row) => row.score,
      cell: (row) => formatNumber(row.score, 3),
      numeric: true,
    },
    {
      id: 'data',
      header: 'Data',
      value: (row) => row.suspect,
      cell: (row) =>
        row.suspect ? (
          <Tag
            tone="warn"
            hint="The price left its range and returned at once, as an erroneous price does. Data health checks the same bars."
          >
            check
          </Tag>
        ) : (
          ''
        ),
    },
    {
      id: 'why',
      header: 'Reason',
      value: (row) => reasonsText(row.reasons, definitions),
      wide: true,
    },
  ];
}

/** The oddest bars of a run; a row opens its chart. */
export function AnomaliesTable({
  run,
  definitions,
}: {
  run: Run;
  definitions: readonly FeatureDefinition[];
}) {
  const navigate = useNavigate();
  const columns = useMemo(
    () => columnsOf(new Map(definitions.map((one) => [one.name, one])), run.interval),
    [definitions, run.interval],
  );
  const { anomalies, anomaly_count: count } = run.result;
  const shown =
    anomalies.length < count
      ? `The ${anomalies.length} most unusual of ${formatInteger(count)} unusual bars`
      : `${formatInteger(count)} unusual bars`;
  return (
    <Panel
      title="Anomalies"
      why={pipelineWhy(run.id, 'anomalies')}
      subtitle={`${shown}, by an isolation forest over each symbol’s own history. It looks back and is no forecast.`}
    >
      <DataTable
        label="Anomalies"
        columns={columns}
        rows={anomalies}
        rowKey={(row) => `${row.symbol} ${row.timestamp}`}
        initialSort={{ id: 'score', desc: true }}
        onOpen={({ symbol }) =>
          void navigate({
            to: paths.symbol,
            params: { symbol },
            search: { range: 'All', interval: run.interval, anomalies: true },
          })
        }
        csvName="feature-anomalies"
        height={380}
        empty="No unusual bars."
      />
    </Panel>
  );
}
