import { Tag } from '@/components/ui/badges';
import { Pop } from '@/components/ui/pop';
import { formatDate } from '@/lib/format/time';
import styles from './clock.module.css';
import { ReplayPanel } from './replay-panel';
import { type MarketClock, useClock, useFollowMarket } from './use-clock';

/** What the badge says of the clock, in the few words there is room for. */
export function faceOf({ session, playing, ended }: MarketClock): string {
  const state = ended ? 'ended' : playing ? 'playing' : 'paused';
  return `${formatDate(session)}, ${state}`;
}

const dayOf = (session: string | null): string => formatDate(session).replace(/ \d{4}$/, '');
const yearOf = (session: string | null): string => session?.slice(0, 4) ?? '';

/** The market's date in a replay, and the way to play it. */
export function ReplayBadge() {
  const clock = useClock();
  useFollowMarket();
  if (clock === null || clock.mode === 'live') return null;
  return (
    <Pop
      label="Replay of the market"
      width={300}
      trigger={(props) => (
        <button
          type="button"
          {...props}
          className={styles.badge}
          aria-label={`Replay: ${faceOf(clock)}`}
        >
          <Tag tone="info">
            <span className={styles.word}>REPLAY</span>
            <span className="num">
              {dayOf(clock.session)}
              <span className={styles.word}>{yearOf(clock.session)}</span>
            </span>
            <span aria-hidden className={styles.word}>
              {clock.ended ? '■' : clock.playing ? '▶' : '❚❚'}
            </span>
          </Tag>
        </button>
      )}
    >
      {(close) => <ReplayPanel clock={clock} onDone={close} />}
    </Pop>
  );
}
