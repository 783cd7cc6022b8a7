import { Button } from '@mantine/core';
import { useState } from 'react';
import { Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { Panel } from '@/components/ui/panel';
import { Why } from '@/components/ui/why';
import { formatInteger, formatNumber, formatProbability } from '@/lib/format/number';
import { type AdfAsk, useAdf } from '../api/post-adf';
import type { Adf } from '../api/types';
import type { PairQuery } from '../lib/view';
import { adfVerdict, adfWarning } from '../lib/words';
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
      {test.state === 'ready' && <Result adf={test.data} />}
    </Panel>
  );
}

const criticalWords = (values: Record<string, number>): string =>
  Object.entries(values)
    .map(([level, value]) => `${level}: ${formatNumber(value, 2)}`)
    .join(', ');

function Result({ adf }: { adf: Adf }) {
  const { engle_granger: test } = adf;
  return (
    <>
      <p className={styles.verdict}>{adfVerdict(adf)}</p>
      <p className={styles.words}>{adfWarning(adf)}</p>
      <div className={styles.tests}>
        <div className={`${styles.test} ${styles.answers}`}>
          <span>
            Engle–Granger p{' '}
            <Why
              name="Engle–Granger p"
              meaning="How often two unrelated random walks would give a spread that reverts this clearly."
              formula="ADF of e = y − (α + βx), p by MacKinnon for estimated residuals"
              inputs={`Critical values ${criticalWords(test.critical_values)}`}
              observations={adf.observations}
            />
          </span>
          <strong>{formatProbability(test.p_value)}</strong>
          <small>statistic {formatNumber(test.statistic, 2)}. Answers the question.</small>
        </div>
        <div className={styles.test}>
          <span>
            Plain ADF p{' '}
            <Why
              name="Plain ADF p"
              meaning="The unit-root test of the spread as if its hedge had been known beforehand."
              formula="Δs = c + γ·s₋₁ + Σδ·Δs₋ₖ ; tests γ = 0"
              inputs={`Critical values ${criticalWords(adf.critical_values)}`}
              observations={adf.observations}
            />
          </span>
          <strong>{formatProbability(adf.p_value)}</strong>
          <small>statistic {formatNumber(adf.statistic, 2)}. Misleads here.</small>
        </div>
      </div>
      <p className={styles.words} style={{ margin: 0 }}>
        Static hedge β {formatNumber(adf.beta, 3)}, {adf.lags} lags by AIC,{' '}
        {formatInteger(adf.observations)} bars of {adf.interval}.
      </p>
    </>
  );
}
