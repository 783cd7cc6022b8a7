import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Async, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import {
  formatBasisPoints,
  formatInteger,
  formatPercent,
  formatProbability,
} from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { useBacktest } from '../api/get-backtest';
import type { Backtest, MethodBacktest } from '../api/types';
import { backtestSentence, lightTone, passes, yearCells, yearsOf } from '../lib/backtests';
import { levelText, methodLabel } from '../lib/measures';
import styles from './risk.module.css';

type Ask = { symbol: string; confidence: number };

const askOf = ({ symbol, confidence }: Backtest): Ask => ({ symbol, confidence });

const whyOf = (ask: Ask, measure: string) => (row: MethodBacktest) => ({
  measure: `risk.trial.${measure}`,
  params: { ...ask, row: row.method },
});

const p = (
  ask: Ask,
  id: string,
  header: string,
  measure: string,
  of: (row: MethodBacktest) => number | null,
) => ({
  id,
  header,
  value: of,
  cell: (row: MethodBacktest) => formatProbability(of(row)),
  numeric: true,
  why: whyOf(ask, measure),
});

const columnsFor = (ask: Ask, years: readonly number[]): Column<MethodBacktest>[] => [
  {
    id: 'method',
    header: 'Method',
    value: (row) => methodLabel(row.method),
    cell: (row) => <span title={`from ${row.window} days`}>{methodLabel(row.method)}</span>,
  },
  {
    id: 'verdict',
    header: 'Verdict',
    value: (row) => passes(row),
    cell: (row) => (
      <Tag tone={passes(row) ? 'ok' : 'bad'} hint={backtestSentence(row)}>
        {passes(row) ? 'passes' : 'fails'}
      </Tag>
    ),
  },
  {
    id: 'violations',
    header: 'Losses beyond it',
    value: (row) => row.violations,
    cell: (row) => `${formatInteger(row.violations)} of ${formatInteger(row.observations)}`,
    numeric: true,
    why: whyOf(ask, 'violations'),
  },
  {
    id: 'rate',
    header: 'Rate',
    value: (row) => row.rate,
    cell: (row) => formatPercent(row.rate),
    numeric: true,
    why: whyOf(ask, 'rate'),
  },
  p(ask, 'kupiec', 'Kupiec p', 'kupiec', (row) => row.kupiec_p_value),
  p(ask, 'christoffersen', 'Christoffersen p', 'independence', (row) => row.independence_p_value),
  p(ask, 'shortfall', 'ES test p', 'shortfall', (row) => row.shortfall_p_value),
  {
    id: 'loss',
    header: 'Tick loss',
    value: (row) => row.tick_loss,
    cell: (row) => formatBasisPoints(row.tick_loss),
    numeric: true,
    why: whyOf(ask, 'tick_loss'),
  },
  {
    id: 'years',
    header: years.length > 0 ? `Years ${years[0]} to ${years.at(-1)}` : 'Years',
    value: (row) => row.years.filter((year) => year.light === 'green').length,
    sortable: false,
    cell: (row) => <Years backtest={row} years={years} />,
  },
];

function Years({ backtest, years }: { backtest: MethodBacktest; years: readonly number[] }) {
  const cells = yearCells(backtest, years);
  const count = (light: string) => cells.filter((cell) => cell.light === light).length;
  const words = `${count('green')} green, ${count('yellow')} yellow, ${count('red')} red years`;
  return (
    <span className={styles.years} role="img" aria-label={words}>
      {cells.map((cell) => (
        <span
          key={cell.year}
          title={cell.text}
          className={cell.light ? styles[lightTone[cell.light]] : undefined}
        />
      ))}
    </span>
  );
}

/** Every way to value at risk, tried on this instrument's own history. */
export function BacktestsPanel({ symbol, confidence }: { symbol: string; confidence: number }) {
  const backtest = useBacktest({ symbol, confidence });
  return (
    <Panel
      tour="backtest"
      title="Backtest of value at risk"
      subtitle={`Each method forecast every day of the whole history at ${levelText(confidence)} from what was known the day before. Tick loss in basis points: smaller is better.`}
      why={{ measure: 'risk.trial.observations', params: { symbol, confidence, row: 'fhs' } }}
      flush
      badge={backtest.data && <Summary backtest={backtest.data} />}
    >
      <Async query={backtest} loading={<Loading height={190} />}>
        {(data) => <MethodTable backtest={data} />}
      </Async>
    </Panel>
  );
}

function Summary({ backtest }: { backtest: Backtest }) {
  const passed = backtest.methods.filter(passes).length;
  return (
    <Tag tone={passed > 0 ? 'ok' : 'bad'}>
      {passed} of {backtest.methods.length} pass
    </Tag>
  );
}

function MethodTable({ backtest }: { backtest: Backtest }) {
  const columns = useMemo(() => columnsFor(askOf(backtest), yearsOf(backtest.methods)), [backtest]);
  const [first] = backtest.methods;
  return (
    <>
      <DataTable
        label="Backtest of value at risk"
        columns={columns}
        rows={backtest.methods}
        rowKey={(row) => row.method}
        initialSort={{ id: 'loss' }}
        csvName={`${backtest.symbol}-value-at-risk-backtest`}
      />
      {first && (
        <p className={`${styles.words} ${styles.inset}`}>
          {formatDate(first.start)} to {formatDate(first.end)}, from {backtest.source}. Kupiec tests
          the number of violations, Christoffersen whether they come in clusters; a p below 0.05
          refuses the method. Squares are years by the Basel traffic light.
        </p>
      )}
    </>
  );
}
