/** Live bars and the live price go straight to the chart, never through React. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { toChartBar } from '@/charts/price/bars';
import type { PriceChartController } from '@/charts/price/controller';
import type { Bar, Quote } from '@/lib/api/market-types';
import type { Frame } from '@/lib/realtime/frames';
import { useFrames } from '@/lib/realtime/hooks';
import { asQuote, quoteTopic, readQuote } from '@/lib/realtime/quotes';
import type { Interval } from './ranges';

const pushed: ReadonlySet<string> = new Set(['1s', '1m', '5m']);

export const isPushed = (interval: Interval): boolean => pushed.has(interval);

function asBar(data: unknown): Bar | null {
  if (typeof data !== 'object' || data === null || !('close' in data)) return null;
  const bar = data as Bar;
  return typeof bar.timestamp === 'string' && typeof bar.close === 'number' ? bar : null;
}

type Target = {
  chart: PriceChartController | null;
  symbol: string;
  interval: Interval;
  historyKey: readonly unknown[];
};

export function useLiveBars({ chart, symbol, interval, historyKey }: Target): void {
  const client = useQueryClient();
  const seen = useRef('');
  const topic = isPushed(interval) ? `bars:${symbol}:${interval}` : null;
  useFrames(topic, (frames: readonly Frame[]) => {
    for (const { type, data } of frames) {
      const bar = asBar(data);
      if (bar) chart?.update(toChartBar(bar));
      // A second snapshot means that something was missed: the history fills the hole.
      if (type === 'snapshot' && seen.current === topic) {
        void client.invalidateQueries({ queryKey: historyKey });
      }
      if (type === 'snapshot') seen.current = topic ?? '';
    }
  });
}

const markOf = ({ price, simulated }: Quote) => ({ price, title: simulated ? 'SIM' : '' });

/** The price of now on the axis: the same one that header and watchlist show. */
export function useLiveMark(chart: PriceChartController | null, symbol: string): void {
  useFrames(quoteTopic(symbol), (frames) => {
    const quote = asQuote(frames.at(-1)?.data);
    if (quote) chart?.setMark(markOf(quote));
  });
  useEffect(() => {
    const quote = readQuote(symbol);
    chart?.setMark(quote ? markOf(quote) : null);
  }, [chart, symbol]);
}
