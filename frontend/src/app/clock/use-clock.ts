import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import { useTopic } from '@/lib/realtime/hooks';
import type { Schema } from '@/types/schema';

export type MarketClock = Schema<'MarketClock'>;
type ClockSet = Schema<'ClockSetRequest'>;

const FOLLOW_MS = 2_000;

const clockQuery = {
  queryKey: queryKeys.clock,
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    http.get<MarketClock>('/market/clock', { signal }),
};

/** The market clock, asked for again while it waits for work; null until it is known. */
export function useClock(): MarketClock | null {
  const { data } = useQuery({
    ...clockQuery,
    refetchInterval: ({ state }) => (state.data?.waits_for ? FOLLOW_MS : false),
  });
  return data ?? null;
}

/** Plays, pauses, steps or goes to a date. */
export function useSetClock() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ClockSet) => http.post<MarketClock>('/market/clock', body),
    onSuccess: (clock) => client.setQueryData(queryKeys.clock, clock),
  });
}

const sessionOf = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'session' in data ? String(data.session) : null;

/** Asks for the clock again when it was set, and for everything when the market has moved. */
export function useFollowMarket(): void {
  const client = useQueryClient();
  const moved = useTopic('clock')?.data;
  const session = sessionOf(moved);
  const before = useRef<{ moved: unknown; session: string | null }>(null);
  useEffect(() => {
    if (moved === undefined) return;
    const last = before.current;
    before.current = { moved, session };
    if (last === null) return;
    if (last.session === session) void client.invalidateQueries({ queryKey: queryKeys.clock });
    else void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' });
  }, [client, moved, session]);
}
