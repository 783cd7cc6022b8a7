import { SimulatedTag, Tag } from '@/components/ui/badges';
import { Async } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { type StreamState, useStreamState } from '@/lib/api/stream-state';
import { formatInteger, formatNumber } from '@/lib/format/number';
import { formatAge, formatDateTime } from '@/lib/format/time';
import { useNow } from '@/lib/use-now';
import styles from './stream-panel.module.css';
import { refusedText, verdictOf } from './verdict';

/** Stands where nothing can be said before there is one. */
const FIRST = 'waits for the first trade';

/** The feed in one word, for a corner of another panel. */
export function StreamTag({ state }: { state: StreamState }) {
  const { tone, word } = verdictOf(state);
  return (
    <Tag tone={tone} dot hint={state.problem || undefined}>
      {word}
    </Tag>
  );
}

function Trouble({ state }: { state: StreamState }) {
  if (state.problem) {
    return (
      <p role="status" className={styles.problem}>
        {state.problem}
      </p>
    );
  }
  if (!state.last_error) return null;
  return (
    <p className={styles.last}>
      Last error, {formatDateTime(state.last_error_at, true)}: {state.last_error}
    </p>
  );
}

function Counts({ state }: { state: StreamState }) {
  const now = useNow(2_000);
  const count = (value: number) => <span className="num">{formatInteger(value)}</span>;
  const delay = state.lag_ms === null ? FIRST : `${formatInteger(state.lag_ms)} ms`;
  const refused = refusedText(state.quarantined_by);
  const why = (measure: string) => ({ measure: `stream.${measure}` });
  return (
    <div className={styles.counts}>
      <Facts>
        <Fact label="Venue" value={state.venue || 'waits for the stream process'} />
        <Fact label="Symbols" value={count(state.symbols)} why={why('symbols')} />
        <Fact
          label="Trades a second"
          value={formatNumber(state.ticks_per_second, 1)}
          why={why('rate')}
        />
        <Fact label="Delay of the newest trade" value={delay} why={why('delay')} />
        <Fact
          label="Newest trade"
          value={state.last_tick_at ? formatAge(state.last_tick_at, now) : FIRST}
        />
      </Facts>
      <Facts>
        <Fact label="Trades stored" value={count(state.stored)} why={why('stored')} />
        <Fact
          label="Gaps closed"
          value={`${formatInteger(state.gaps_filled)} of ${formatInteger(state.gaps_found)}`}
          why={why('gaps_filled')}
        />
        <Fact label="Trades fetched later" value={count(state.ticks_filled)} why={why('filled')} />
        <Fact label="Trades missing" value={count(state.ticks_missing)} why={why('missing')} />
        <Fact label="Duplicates ignored" value={count(state.duplicates)} why={why('duplicates')} />
      </Facts>
      <Facts>
        <Fact label="Refused" value={refused || count(state.quarantined)} why={why('refused')} />
        <Fact label="Not understood" value={count(state.malformed)} why={why('malformed')} />
        <Fact label="Reconnects" value={count(state.reconnects)} why={why('reconnects')} />
        <Fact
          label="Running since"
          value={state.started_at ? formatDateTime(state.started_at) : 'not started yet'}
        />
      </Facts>
    </div>
  );
}

/** How the live feed does: connection, delay, rate, and what was repaired or refused. */
export function StreamPanel() {
  const query = useStreamState();
  const state = query.data;
  return (
    <Panel
      title="Live stream"
      subtitle="From the venue's trades to bars; counts are since the stream process started."
      badge={
        state && (
          <>
            <StreamTag state={state} />
            {state.simulated && <SimulatedTag />}
          </>
        )
      }
    >
      <Async query={query} errorTitle="The live stream's state could not be read">
        {(found) => (
          <>
            <Trouble state={found} />
            <Counts state={found} />
          </>
        )}
      </Async>
    </Panel>
  );
}
