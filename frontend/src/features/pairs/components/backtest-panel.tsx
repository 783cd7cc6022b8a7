import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { SimulatedTag } from '@/components/ui/badges';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Delta, Stat, Stats } from '@/components/ui/values';
import { formatInteger, formatNumber, formatPercent } from '@/lib/format/number';
import { whyFigure } from '@/lib/why';
import { pairBacktestAskRequestLimits as limits } from '@/types/limits';
import { type BacktestAsk, useBacktest } from '../api/post-backtest';
import type { Backtest } from '../api/types';
import { backtestVerdict, equityNumbers, equityOption } from '../lib/equity';
import { type PairsChange, type PairsView, queryOf } from '../lib/view';
import { pairWhy } from '../lib/why';
import { methodLabels } from '../lib/words';
import { NumberField } from './number-field';
import styles from './pairs.module.css';

const HEIGHT = 220;

/** A static hedge knows its own future, so the rolling one stands in for it. */
function askOf(view: PairsView): BacktestAsk {
  const { threshold, method, ...query } = queryOf(view);
  return {
    ...query,
    method: method === 'ols' ? 'rolling_ols' : method,
    entry: threshold,
    exit: view.exit,
    stop: view.stop > 0 ? view.stop : null,
    cost: view.cost / 100,
  };
}

/** The z-score rule on the pair's past, next to not trading. */
export function BacktestPanel({ view, onChange }: { view: PairsView; onChange: PairsChange }) {
  const now = askOf(view);
  const [asked, setAsked] = useState<BacktestAsk | null>(null);
  const current = JSON.stringify(asked) === JSON.stringify(now) ? asked : null;
  const query = useBacktest(current);
  return (
    <Panel
      title="Backtest of the rule"
      why={pairWhy(now, 'threshold', { threshold: now.entry })}
      badge={query.data?.simulated && <SimulatedTag />}
      subtitle={`Enter at |z| ≥ ${formatNumber(now.entry, 2)}, hedge by ${methodLabels[now.method as PairsView['method']]}, walking forward`}
    >
      <div className={styles.form}>
        <NumberField
          label="Entry, z"
          className={styles.number}
          value={view.threshold}
          min={limits.entry.minimum}
          max={limits.entry.maximum}
          step={0.1}
          onChange={(threshold) => onChange({ threshold })}
        />
        <NumberField
          label="Exit, z"
          className={styles.number}
          value={view.exit}
          min={limits.exit.minimum}
          max={limits.exit.maximum}
          step={0.1}
          onChange={(exit) => onChange({ exit })}
        />
        <NumberField
          label="Stop, z"
          className={styles.number}
          value={view.stop}
          min={0}
          max={limits.stop.maximum}
          step={0.1}
          zero="none"
          onChange={(stop) => onChange({ stop })}
        />
        <NumberField
          label="Cost per side"
          className={styles.number}
          value={view.cost}
          min={limits.cost.minimum * 100}
          max={limits.cost.maximum * 100}
          step={0.01}
          suffix=" %"
          onChange={(cost) => onChange({ cost })}
        />
        <Button
          loading={query.isFetching}
          disabled={view.y === view.x}
          variant={current ? 'default' : 'filled'}
          onClick={() => setAsked(now)}
        >
          Run backtest
        </Button>
      </div>
      {current === null ? (
        <Empty>
          {asked === null
            ? 'See what the rule would have earned on this pair after costs.'
            : 'The settings have changed. Run it again.'}
        </Empty>
      ) : (
        <Async
          query={query}
          loading={<Loading height={HEIGHT} />}
          errorTitle="The rule cannot be backtested"
        >
          {(run) => <Result run={run} ask={current} />}
        </Async>
      )}
    </Panel>
  );
}

function Result({ run, ask }: { run: Backtest; ask: BacktestAsk }) {
  const option = useCallback((theme: ChartTheme) => equityOption(run, theme), [run]);
  const numbers = useMemo(() => equityNumbers(run), [run]);
  return (
    <div className={styles.results}>
      <p
        className={styles.verdict}
        {...whyFigure(pairWhy(ask, 'backtest.total_return', rule(ask)))}
      >
        {backtestVerdict(run)}
      </p>
      <EChart
        label={`Equity of the rule on ${run.y} and ${run.x}`}
        option={option}
        height={HEIGHT}
        numbers={numbers}
        why={pairWhy(ask, 'backtest.total_return', rule(ask))}
        exportName={`${run.y}-${run.x}-${run.interval}-backtest`}
      />
      <Measures run={run} ask={ask} />
    </div>
  );
}

const rule = ({ entry, exit, stop, cost }: BacktestAsk) => ({ entry, exit, stop, cost });

function Measures({ run, ask }: { run: Backtest; ask: BacktestAsk }) {
  const why = (measure: string) => pairWhy(ask, `backtest.${measure}`, rule(ask));
  const daily = run.interval === '1d';
  return (
    <Stats width={104}>
      <Stat
        label="Total return"
        value={<Delta value={run.total_return} />}
        why={why('total_return')}
      />
      <Stat label="Trades" value={formatInteger(run.trades)} why={why('trades')} />
      <Stat
        label="Turnover"
        value={`${formatNumber(run.turnover, 1)}×`}
        note="of the capital, both sides"
        why={why('turnover')}
      />
      <Stat
        label="Max drawdown"
        value={formatPercent(run.max_drawdown)}
        why={why('max_drawdown')}
      />
      <Stat
        label="Time in market"
        value={formatPercent(run.time_in_market, 1)}
        why={why('time_in_market')}
      />
      <Stat
        label="Sharpe"
        value={formatNumber(run.sharpe, 2)}
        note={daily ? 'a year' : 'daily bars only'}
        why={why('sharpe')}
      />
    </Stats>
  );
}
