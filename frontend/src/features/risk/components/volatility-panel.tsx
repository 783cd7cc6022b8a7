import { Select } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { Async, Failure, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { optionsOf } from '@/lib/options';
import { type GarchQuery, useGarch } from '../api/get-garch';
import { type RiskQuery, useRisk } from '../api/get-risk';
import type { Garch, RiskReport } from '../api/types';
import { annualised, linesOption } from '../lib/series';
import type { RiskView } from '../lib/view';
import styles from './risk.module.css';

// A fit is a job: the page opens without what shows its progress and its result.
const JobProgress = lazy(() =>
  import('@/components/ui/job-progress').then(({ JobProgress: part }) => ({ default: part })),
);
const GarchFacts = lazy(() =>
  import('./garch-facts').then(({ GarchFacts: part }) => ({ default: part })),
);

const HEIGHT = 230;

const modelLabels: Record<RiskView['garch'], string> = {
  garch: 'GARCH(1,1)',
  gjr: 'GJR-GARCH',
  egarch: 'EGARCH',
};
const distributionLabels: Record<RiskView['distribution'], string> = {
  t: 'Student t',
  normal: 'Normal',
};

const modelOptions = optionsOf(modelLabels);
const distributionOptions = optionsOf(distributionLabels);

/** Volatility as it was measured and as a fitted model sees it. */
export function VolatilityPanel({
  query,
  view,
  onChange,
}: {
  query: RiskQuery;
  view: RiskView;
  onChange: (patch: Partial<RiskView>) => void;
}) {
  const risk = useRisk(query);
  const asked: GarchQuery = {
    symbol: query.symbol,
    model: view.garch,
    distribution: view.distribution,
    period: view.period === 'max' ? 'max' : '5y',
  };
  const garch = useGarch(asked);
  return (
    <Panel
      title="Volatility"
      why={{ measure: 'risk.volatility_annualised', params: query }}
      subtitle="A year, measured and fitted"
      actions={
        <>
          <Select
            aria-label="Volatility model"
            size="xs"
            w={104}
            allowDeselect={false}
            data={modelOptions}
            value={view.garch}
            onChange={(value) => value && onChange({ garch: value as RiskView['garch'] })}
          />
          <Select
            aria-label="Distribution"
            size="xs"
            w={90}
            allowDeselect={false}
            data={distributionOptions}
            value={view.distribution}
            onChange={(value) =>
              value && onChange({ distribution: value as RiskView['distribution'] })
            }
          />
        </>
      }
    >
      <Async query={risk} loading={<Loading height={HEIGHT} />}>
        {(data) => <Chart report={data} garch={garch.state === 'ready' ? garch.data : null} />}
      </Async>
      <div className={styles.garch}>
        {garch.state === 'asking' && <Loading lines={3} />}
        {garch.state === 'working' && (
          <Suspense fallback={<Loading lines={3} />}>
            <JobProgress jobId={garch.job.id} title={`Fitting ${modelLabels[view.garch]}`} />
          </Suspense>
        )}
        {garch.state === 'failed' && !risk.error && (
          <Failure
            error={garch.error}
            title="No fitted model"
            onRetry={() => void garch.refetch()}
          />
        )}
        {garch.state === 'ready' && (
          <Suspense fallback={<Loading lines={3} />}>
            <GarchFacts garch={garch.data} params={asked} />
          </Suspense>
        )}
      </div>
    </Panel>
  );
}

function Chart({ report, garch }: { report: RiskReport; garch: Garch | null }) {
  const rolling = useMemo(
    () => annualised(report.rolling_volatility, report.calendar_factor),
    [report],
  );
  const fitted = useMemo(
    () =>
      garch
        ? annualised(garch.conditional_volatility, garch.calendar_factor).filter(
            ({ timestamp }) => timestamp >= report.period_start,
          )
        : [],
    [garch, report],
  );
  const name = `Trailing ${report.rolling_window} days`;
  const option = useCallback(
    (theme: ChartTheme) =>
      linesOption(
        [
          { name, color: theme.c1, points: rolling },
          ...(garch ? [{ name: modelName(garch), color: theme.c2, points: fitted }] : []),
        ],
        theme,
      ),
    [name, rolling, fitted, garch],
  );
  const numbers = useMemo(() => {
    const byDay = new Map(fitted.map((point) => [point.timestamp, point.value]));
    return {
      columns: ['Date', name, garch ? modelName(garch) : 'Fitted model'],
      rows: rolling.map(
        ({ timestamp, value }) =>
          [timestamp.slice(0, 10), value, byDay.get(timestamp) ?? null] as const,
      ),
    };
  }, [rolling, fitted, name, garch]);
  return (
    <EChart
      label={`Volatility of ${report.symbol}`}
      option={option}
      height={HEIGHT}
      numbers={numbers}
      exportName={`${report.symbol}-volatility`}
    />
  );
}

const modelName = ({ model, distribution }: Garch): string =>
  `${modelLabels[model as keyof typeof modelLabels] ?? model}, ${distribution === 't' ? 'Student t' : 'normal'}`;
