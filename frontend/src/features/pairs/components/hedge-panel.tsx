import { AlertLink } from '@/components/ui/alert-link';
import { Async, type AsyncQuery, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Stat, Stats } from '@/components/ui/values';
import { whyFigure } from '@/lib/why';
import type { Analytics, Signal } from '../api/types';
import { figuresOf } from '../lib/figures';
import { pairWhy } from '../lib/why';
import { signalArrows, signalLabels, signalSentence } from '../lib/words';
import styles from './pairs.module.css';

const colour: Record<Signal, string> = { LONG_SPREAD: 'up', SHORT_SPREAD: 'down', FLAT: '' };

/** The signal in words and the hedge in figures. */
export function HedgePanel({ query }: { query: AsyncQuery<Analytics> }) {
  return (
    <Panel
      title="Signal and hedge"
      actions={query.data && <AlertLink draft={draftOf(query.data)} />}
    >
      {query.data === undefined && query.error ? (
        // The chart beside it shows the cause and offers to try again.
        <p className={styles.words}>No signal and no hedge before the pair can be computed.</p>
      ) : (
        <Async query={query} loading={<Loading lines={8} />}>
          {(pair) => <Summary pair={pair} />}
        </Async>
      )}
    </Panel>
  );
}

/** The rule watches this very pair: hedged as it is on the screen. */
const draftOf = ({ y, x, interval, window, method, log, intercept, threshold }: Analytics) => ({
  kind: 'z_score',
  symbol: y,
  x,
  interval,
  window,
  method,
  log,
  intercept,
  level: threshold,
});

function Summary({ pair }: { pair: Analytics }) {
  return (
    <>
      <p className={styles.signal}>
        <span className={colour[pair.signal]}>
          {signalArrows[pair.signal] && <span aria-hidden>{signalArrows[pair.signal]} </span>}
          {signalLabels[pair.signal]}
        </span>
      </p>
      <p className={styles.words} {...whyFigure(pairWhy(pair, 'z_score'))}>
        {signalSentence(pair)}
      </p>
      <Stats width={104}>
        {figuresOf(pair).map((figure) => (
          <Stat key={figure.label} {...figure} />
        ))}
      </Stats>
    </>
  );
}
