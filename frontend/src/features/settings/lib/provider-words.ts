/** How a data provider does, in words. */
import type { Tone } from '@/components/ui/badges';
import { formatInteger } from '@/lib/format/number';
import { formatDuration } from '@/lib/format/time';
import type { Provider } from '../api/providers';

export const stateWords: Record<Provider['state'], { text: string; tone: Tone }> = {
  off: { text: 'not asked', tone: 'plain' },
  needs_key: { text: 'needs a key', tone: 'warn' },
  used_up: { text: 'used up', tone: 'warn' },
  ready: { text: 'ready', tone: 'info' },
  working: { text: 'working', tone: 'ok' },
  failing: { text: 'failing', tone: 'bad' },
};

type Quota = Provider['quotas'][number];

const periods: Record<number, string> = { 1: 'second', 60: 'minute', 3600: 'hour', 86400: 'day' };

/** "3 of 25 calls a day" */
export function quotaWords({ used, limit, period_s: seconds }: Quota): string {
  const period = periods[seconds] ?? formatDuration(seconds);
  return `${formatInteger(used)} of ${formatInteger(limit)} calls a ${period}`;
}

/** "stored, ends in abcd" */
export function keyWords({ key, needs_key: needed }: Provider): string {
  if (!key) return needed ? 'none yet' : 'not needed';
  const origin = key.origin === 'stored' ? 'stored' : 'from the environment';
  if (!key.readable) return `${origin}, but it cannot be read: enter it again`;
  return key.last_four ? `${origin}, ends in ${key.last_four}` : origin;
}
