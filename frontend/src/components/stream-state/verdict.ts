import type { Tone } from '@/components/ui/badges';
import type { StreamState } from '@/lib/api/stream-state';

export type Verdict = { tone: Tone; word: string };

/** The feed in one word; gaps that stay open matter more than a connection that stands. */
export function verdictOf(state: StreamState): Verdict {
  if (!state.running) return { tone: 'bad', word: 'not running' };
  if (!state.connected) return { tone: 'warn', word: 'reconnecting' };
  if (state.problem) return { tone: 'warn', word: 'in trouble' };
  if (state.ticks_missing > 0) return { tone: 'warn', word: 'with gaps' };
  return { tone: 'ok', word: 'connected' };
}

const reasons: Record<string, string> = {
  price: 'price',
  quantity: 'size',
  time: 'time',
  symbol: 'symbol',
};

/** Why trades were refused: "2 by price, 1 by time", the most frequent first. */
export function refusedText(by: StreamState['quarantined_by']): string {
  return Object.entries(by)
    .sort(([, one], [, other]) => other - one)
    .map(([reason, count]) => `${count} by ${reasons[reason] ?? reason}`)
    .join(', ');
}
