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
    mutationFn: (body: ClockSet) => http.post<MarketClock>('/market/clock', { body }),
    onSuccess: (clock) => client.setQueryData(queryKeys.clock, clock),
  });
}

const sessionOf = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'session' in data ? String(data.session) : null;

/** Asks for everything again when the market moves to another session: all of it has changed. */
export function useFollowMarket(): void {
  const client = useQueryClient();
  const moved = useTopic('clock')?.data;
  const session = sessionOf(moved);
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (session === null) return;
    const first = before.current === null;
    before.current = session;
    if (first) return;
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'meta' });
  }, [client, session]);
  useEffect(() => {
    if (moved !== undefined) void client.invalidateQueries({ queryKey: queryKeys.clock });
  }, [client, moved]);
}
