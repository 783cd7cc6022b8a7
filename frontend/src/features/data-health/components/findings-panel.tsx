import { Button } from '@mantine/core';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Older } from '@/components/tables/older';
import { Tag } from '@/components/ui/badges';
import { Choice } from '@/components/ui/choice';
import { Async, Empty } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { type Finding, type Health, useFindings } from '@/lib/api/data-health';
import { formatAge } from '@/lib/format/time';
import { type HealthChange, type HealthView, shownStates } from '../lib/view';
import {
  checkLabels,
  severityLabels,
  severityRank,
  severityTones,
  stateLabels,
} from '../lib/words';
import styles from './data-health.module.css';

const shows = shownStates.map((value) => ({
  value,
  label: value === 'all' ? 'All' : stateLabels[value],
}));

const columns: Column<Finding>[] = [
  {
    id: 'severity',
    header: 'Severity',
    value: severityRank,
    cell: ({ severity }) => (
      <Tag tone={severityTones[severity]} dot>
        {severityLabels[severity]}
      </Tag>
    ),
  },
  {
    id: 'symbol',
    header: 'Symbol',
    value: ({ symbol, interval }) => `${symbol} ${interval}`,
    cell: ({ symbol, interval, private: own }) => (
      <span className={styles.symbol}>
        <strong>{symbol}</strong> <span className="dim">{interval}</span>
        {own && <span className="dim"> · yours</span>}
      </span>
    ),
  },
  {
    id: 'check',
    header: 'Check',
    value: ({ check }) => checkLabels[check],
    wide: true,
  },
  {
    id: 'finding',
    header: 'Finding',
    value: ({ sentence }) => sentence,
    cell: ({ sentence }) => <span className={styles.sentence}>{sentence}</span>,
    why: ({ id }) => ({ measure: 'health.finding', params: { id } }),
  },
  {
    id: 'seen',
    header: 'First seen',
    value: ({ first_seen }) => first_seen,
    cell: ({ first_seen }) => formatAge(first_seen),
    numeric: true,
    wide: true,
  },
];

/** Every finding, the worst first; opening one shows it in full. */
export function FindingsPanel({ view, onChange }: { view: HealthView; onChange: HealthChange }) {
  const query = useFindings(view.show === 'all' ? '' : view.show, view.symbol);
  return (
    <Panel
      title="Findings"
      subtitle="Open one to see its bars and what a repair would change"
      badge={view.symbol && <Tag tone="info">{view.symbol} only</Tag>}
      actions={
        <>
          {view.symbol && (
            <Button size="compact-xs" variant="default" onClick={() => onChange({ symbol: '' })}>
              All symbols
            </Button>
          )}
          <Choice
            label="Findings shown"
            value={view.show}
            options={shows}
            onChange={(show) => onChange({ show })}
          />
        </>
      }
    >
      <Async
        query={query}
        isEmpty={({ pages }) => pages[0]?.results.length === 0}
        empty={<Empty>{emptyText(view, query.data?.pages[0])}</Empty>}
      >
        {({ pages }) => (
          <>
            <DataTable
              label="Findings"
              columns={columns}
              rows={pages.flatMap(({ results }) => results)}
              rowKey={({ id }) => String(id)}
              selectedKey={String(view.finding)}
              onOpen={({ id }) => onChange({ finding: id })}
              initialSort={{ id: 'severity' }}
              csvName="data-health-findings"
            />
            <Older query={query} what="findings" />
          </>
        )}
      </Async>
    </Panel>
  );
}

type Checked = Pick<Health, 'summary' | 'series'> | undefined;

/** Nothing passes where nothing was looked at. */
function emptyText({ show, symbol }: HealthView, checked: Checked): string {
  if (!checked?.summary.last_run) return 'No check has run yet. “Check now” checks every series.';
  if (checked.series.every(({ bars }) => bars === 0))
    return 'The last check found no bars: no series that it checked has any yet.';
  if (show === 'open' && symbol) return `No open finding on ${symbol}.`;
  if (show === 'open') return 'No open finding: every check passes on every series that has bars.';
  return 'No such finding.';
}
