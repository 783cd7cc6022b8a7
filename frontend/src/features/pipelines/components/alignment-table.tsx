import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { formatInteger } from '@/lib/format/number';
import type { AlignedColumn, FeatureDefinition } from '../api/types';
import { pipelineWhy } from '../lib/why';
import { alignmentTone, errorText, shareText } from '../lib/words';

const columnsOf = (run: string, titles: ReadonlyMap<string, string>): Column<AlignedColumn>[] => [
  {
    id: 'feature',
    header: 'Feature',
    value: (row) => titles.get(row.name) ?? row.name,
  },
  {
    id: 'state',
    header: 'Verdict',
    value: (row) => row.state,
    cell: (row) => <Tag tone={alignmentTone[row.state]}>{row.state}</Tag>,
  },
  {
    id: 'share',
    header: 'Rows that agree',
    value: (row) => row.share,
    cell: (row) => shareText(row.share),
    numeric: true,
    why: (row) => pipelineWhy(run, 'share', { row: row.name }),
  },
  {
    id: 'absolute',
    header: 'Largest error',
    value: (row) => row.max_absolute_error,
    cell: (row) => errorText(row.max_absolute_error),
    numeric: true,
    why: (row) => pipelineWhy(run, 'error', { row: row.name }),
  },
  {
    id: 'relative',
    header: 'Relative',
    value: (row) => row.max_relative_error,
    cell: (row) => errorText(row.max_relative_error),
    numeric: true,
    why: (row) => pipelineWhy(run, 'relative_error', { row: row.name }),
    wide: true,
  },
  {
    id: 'nan',
    header: 'Missing on one side',
    value: (row) => row.nan_mismatches,
    cell: (row) => formatInteger(row.nan_mismatches),
    numeric: true,
    why: (row) => pipelineWhy(run, 'gaps', { row: row.name }),
    wide: true,
  },
];

/** Every feature's agreement with the reference. */
export function AlignmentTable({
  run,
  columns,
  definitions,
}: {
  run: string;
  columns: readonly AlignedColumn[];
  definitions: readonly FeatureDefinition[];
}) {
  const shown = useMemo(
    () => columnsOf(run, new Map(definitions.map(({ name, title }) => [name, title]))),
    [run, definitions],
  );
  return (
    <DataTable
      label="Alignment by feature"
      columns={shown}
      rows={columns}
      rowKey={(row) => row.name}
      csvName="feature-alignment"
    />
  );
}
