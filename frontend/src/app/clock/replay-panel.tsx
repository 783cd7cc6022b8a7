import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/faces';
import { formatDate } from '@/lib/format/time';
import styles from './clock.module.css';
import { type MarketClock, useSetClock } from './use-clock';

const speeds = [
  { value: '5', label: 'A session every 5 seconds' },
  { value: '15', label: 'A session every 15 seconds' },
  { value: '60', label: 'A session every minute' },
  { value: '300', label: 'A session every 5 minutes' },
];

/** The speeds that are offered, with the one that is set by other means. */
export const speedsWith = (seconds: number) =>
  speeds.some(({ value }) => value === String(seconds))
    ? speeds
    : [...speeds, { value: String(seconds), label: `A session every ${seconds} seconds` }];

/** What the market does just now, in a sentence. */
export function stateWords({ waits_for, ended, playing, end }: MarketClock): string {
  if (waits_for) return `At work: ${waits_for}. The next session waits for it.`;
  if (ended) return `${formatDate(end)} was the last session. Go to an earlier date to play again.`;
  return playing ? 'The next session is on its way.' : 'The market stands still.';
}

export function ReplayPanel({ clock, onDone }: { clock: MarketClock; onDone: () => void }) {
  const set = useSetClock();
  const start = clock.start ?? '';
  const [to, setTo] = useState(clock.session ?? '');
  const back = to !== '' && to < (clock.session ?? '');
  const go = (date: string) => set.mutate({ action: 'seek', to: date }, { onSuccess: onDone });
  return (
    <div className={styles.panel}>
      <p>
        Real daily history comes in session by session, from {formatDate(clock.start)} to{' '}
        {formatDate(clock.end)}. It is known to <b>{formatDate(clock.session)}</b>; prices between
        two closes are simulated.
      </p>
      <p className="dim" role="status">
        {stateWords(clock)}
      </p>
      <div className={styles.row}>
        <Button
          size="compact-sm"
          disabled={clock.ended || set.isPending}
          onClick={() => set.mutate({ action: clock.playing ? 'pause' : 'play' })}
        >
          {clock.playing ? 'Pause' : 'Play'}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={clock.ended || set.isPending}
          onClick={() => set.mutate({ action: 'step' })}
        >
          Next session
        </Button>
      </div>
      <NativeSelect
        label="Speed"
        size="xs"
        data={speedsWith(clock.seconds_per_session ?? 60)}
        value={String(clock.seconds_per_session ?? 60)}
        onChange={({ currentTarget }) =>
          set.mutate({
            action: clock.playing ? 'play' : 'pause',
            seconds_per_session: Number(currentTarget.value),
          })
        }
      />
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          go(to);
        }}
      >
        <TextInput
          type="date"
          label="Go to date"
          size="xs"
          min={start}
          max={clock.end ?? ''}
          required
          value={to}
          onChange={({ currentTarget }) => setTo(currentTarget.value)}
        />
        <Button type="submit" size="compact-sm" variant="default" disabled={set.isPending}>
          Go
        </Button>
      </form>
      {back && (
        <p role="status">
          Go takes the market back to {formatDate(to)}. The forecasts, scores and alerts of the days
          after it are deleted.
        </p>
      )}
      <Button
        size="compact-sm"
        variant="default"
        disabled={clock.session === clock.start || set.isPending}
        onClick={() => setTo(start)}
      >
        Back to the start
      </Button>
      {set.error && <Failure error={set.error} />}
    </div>
  );
}
