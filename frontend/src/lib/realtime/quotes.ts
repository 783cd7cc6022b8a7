/** The one price of a symbol on the whole screen. */
import { useEffect } from 'react';
import { http } from '@/lib/api/http';
import type { Quote } from '@/lib/api/market-types';
import { problemOf } from '@/lib/api/problem';
import { past } from '@/lib/past/moment';
import { connection } from './connection';
import { useTopic } from './hooks';

/** A price of the past is asked for once, soon after a screen wants it. */
const POLL_MS = past ? 500 : 10_000;
const GRACE_MS = past ? 0 : 3_000;
const PREFIX = 'prices:';

export const quoteTopic = (symbol: string): string => `${PREFIX}${symbol}`;

/** The quote in a topic's data, or null while there is no price. */
export function asQuote(data: unknown): Quote | null {
  if (typeof data !== 'object' || data === null || !('price' in data)) return null;
  return data as Quote;
}

/** The latest quote, moving as the server pushes it; null until the first one is here. */
export function useQuote(symbol: string | null): Quote | null {
  const state = useTopic(symbol === null ? null : quoteTopic(symbol));
  return asQuote(state?.data);
}

export function readQuote(symbol: string): Quote | null {
  return asQuote(connection.store.get(quoteTopic(symbol))?.data);
}

const keep = (topic: string, data: unknown) =>
  connection.store.apply({ topic, type: 'snapshot', seq: null, epoch: null, sentAt: null, data });

async function pollOnce(signal: AbortSignal): Promise<void> {
  const topics = connection.wanted().filter((topic) => topic.startsWith(PREFIX));
  for (const topic of topics) {
    if (signal.aborted || connection.status().state === 'open') return;
    if (past && connection.store.get(topic)) continue;
    const symbol = topic.slice(PREFIX.length);
    try {
      keep(topic, await http.get<Quote>('/price', { query: { symbol }, signal }));
    } catch (error) {
      const { status } = problemOf(error);
      // The badge already says that the server is away; the next round tries again.
      if (status < 400 || status >= 500) return;
      keep(topic, { symbol });
    }
  }
}

/** While the socket is down, keeps the prices on the screen fresh by asking for them. */
export function usePricePolling(): void {
  useEffect(() => {
    const controller = new AbortController();
    const tick = () => {
      if (connection.status().state !== 'open') void pollOnce(controller.signal);
    };
    const first = setTimeout(tick, GRACE_MS);
    const timer = setInterval(tick, POLL_MS);
    return () => {
      controller.abort();
      clearTimeout(first);
      clearInterval(timer);
    };
  }, []);
}
