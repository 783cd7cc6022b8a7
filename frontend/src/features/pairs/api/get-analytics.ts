import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { queryKeys } from '@/config/query-keys';
import { requireBars } from '@/lib/api/held/held';
import { http } from '@/lib/api/http';
import type { Frame } from '@/lib/realtime/frames';
import { useFrames } from '@/lib/realtime/hooks';
import { type PairQuery, topicOf } from '../lib/view';
import type { Analytics } from './types';

const POLL_MS = 60_000;

/** The bar an update is about; null for snapshots and errors. */
export function closedBar({ type, data }: Frame): string | null {
  if (type !== 'update' || typeof data !== 'object' || data === null) return null;
  return 'timestamp' in data ? String(data.timestamp) : null;
}

const isSamePair = (before: Analytics | undefined, { y, x, interval }: PairQuery): boolean =>
  before?.y === y && before.x === x && before.interval === interval;

/** A pair's analytics, asked for again at each bar that is closed on both sides. */
export function useAnalytics(query: PairQuery) {
  const client = useQueryClient();
  const seen = useRef('');
  const topic = topicOf(query);
  useFrames(topic, (frames) => {
    const newest = frames.map(closedBar).findLast((bar) => bar !== null);
    const bar = newest ? `${topic}:${newest}` : '';
    if (bar === '' || bar === seen.current) return;
    seen.current = bar;
    void client.invalidateQueries({ queryKey: queryKeys.pairAnalytics(query) });
  });
  return useQuery<Analytics>({
    queryKey: queryKeys.pairAnalytics(query),
    queryFn: async ({ signal }) => {
      await requireBars(client, { symbols: [query.y, query.x], intervals: [query.interval] });
      return http.get<Analytics>('/pairs/analytics', { query, signal });
    },
    // Another window or method may stand in for a moment, another pair may not.
    placeholderData: (before) => (isSamePair(before, query) ? before : undefined),
    staleTime: query.interval === '1d' ? 5 * 60_000 : 20_000,
    refetchInterval: query.interval === '1d' ? false : POLL_MS,
    retry: false,
  });
}
