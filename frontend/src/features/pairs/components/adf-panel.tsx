import { Button } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { Panel } from '@/components/ui/panel';
import { Figure, Why } from '@/components/ui/why';
import {
  formatCoefficient,
  formatInteger,
  formatNumber,
  formatProbability,
} from '@/lib/format/number';
import { whyFigure } from '@/lib/why';
import { type AdfAsk, useAdf } from '../api/post-adf';
import type { Adf } from '../api/types';
import { stabilityNumbers, stabilityOption, stabilityVerdict } from '../lib/stability';
import type { PairQuery } from '../lib/view';
import { pairWhy } from '../lib/why';
import { adfVerdict, adfWarning, directionWords, legWords } from '../lib/words';
import styles from './pairs.module.css';

const same = (a: AdfAsk | null, b: AdfAsk): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Is the pair cointegrated? Asked on demand, by the test that is made for it. */
export function AdfPanel({ query }: { query: PairQuery }) {
  const { y, x, interval, log, intercept } = query;
  const now: AdfAsk = { y, x, interval, log, intercept };
  const [asked, setAsked] = useState<AdfAsk | null>(null);
  const current = same(asked, now) ? asked : null;
  const test = useAdf(current);
  return (
    <Panel
      title="Cointegrated?"
      actions={
        <Button
          size="xs"
          variant={test.state === 'idle' ? 'filled' : 'default'}
          loading={test.state === 'asking'}
          disabled={y === x}
          onClick={() => (current ? void test.refetch() : setAsked(now))}
        >
          {current ? 'Test again' : 'Test all bars'}
        </Button>
      }
    >
      {test.state === 'idle' && (
        <p className={styles.words}>
          A spread can only be trusted to come back if the pair is cointegrated. Engle–Granger tests
          that; high correlation does not show it.
        </p>
      )}
      {test.state === 'asking' && <Loading lines={3} />}
      {test.state === 'working' && <JobProgress jobId={test.job.id} title="Testing" />}
      {test.state === 'failed' && (
        <Failure error={test.error} title="No test" onRetry={() => void test.refetch()} />
      )}
      {test.state === 'ready' && <Result adf={test.data} ask={now} />}
    </Panel>
  );
}

function Result({ adf, ask }: { adf: Adf; ask: AdfAsk }) {
  const why = (measure: string) => pairWhy(ask, measure);
  const { engle_granger: test } = adf;
  return (
    <>
      <p className={styles.verdict} {...whyFigure(why('eg_p_value'))}>
        {adfVerdict(adf)}
      </p>
      <p className={styles.words} {...whyFigure(why('adf_p_value'))}>
        {adfWarning(adf)}
      </p>
      <p className={styles.words}>{directionWords(adf)}</p>
      <div className={styles.tests}>
        <div className={`${styles.test} ${styles.answers}`}>
          <span>
            Engle–Granger p <Why name="Engle–Granger p" {...why('eg_p_value')} />
          </span>
          <strong {...whyFigure(why('eg_p_value'))}>{formatProbability(test.p_value)}</strong>
          <small {...whyFigure(why('eg_statistic'))}>
            statistic {formatNumber(test.statistic, 2)}. This is the test to read.
          </small>
        </div>
        <div className={styles.test}>
          <span>
            Plain ADF p <Why name="Plain ADF p" {...why('adf_p_value')} />
          </span>
          <strong {...whyFigure(why('adf_p_value'))}>{formatProbability(adf.p_value)}</strong>
          <small {...whyFigure(why('adf_statistic'))}>
            statistic {formatNumber(adf.statistic, 2)}. Misleading here.
          </small>
        </div>
      </div>
      <p className={styles.words} style={{ margin: 0 }}>
        Static hedge β <Figure why={why('adf_beta')}>{formatCoefficient(adf.beta, 3)}</Figure>,{' '}
        <Figure why={why('adf_lags')}>{adf.lags} lags by AIC</Figure>,{' '}
        <Figure why={why('adf_observations')}>{formatInteger(adf.observations)} bars</Figure> of{' '}
        {adf.interval}.
      </p>
      <p className={styles.words}>{legWords(adf)}</p>
      {adf.stability && <Stability adf={adf} stability={adf.stability} />}
    </>
  );
}

/** Whether it was cointegrated all along. */
function Stability({ adf, stability }: { adf: Adf; stability: NonNullable<Adf['stability']> }) {
  const { y, x, interval } = adf;
  const option = useCallback(
    (theme: ChartTheme) => stabilityOption(stability, interval === '1d', theme),
    [stability, interval],
  );
  const numbers = useMemo(() => stabilityNumbers(stability), [stability]);
  return (
    <div className={styles.stability}>
      <p className={styles.verdict}>{stabilityVerdict(stability)}</p>
      <p className={styles.words}>
        Engle–Granger with one lag in windows that move over the history. They overlap, so they are
        no independent votes; a pair that was cointegrated once need not be now.
      </p>
      <EChart
        label={`Cointegration of ${y} and ${x} over time`}
        option={option}
        height={130}
        numbers={numbers}
        exportName={`${y}-${x}-${interval}-cointegration`}
      />
    </div>
  );
}
