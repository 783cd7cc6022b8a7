import ReconnectingWebSocket from 'partysocket/ws';
import { describe, expect, it } from 'vitest';
import { socketBackoff, waitMs } from './backoff';

describe('the wait before the next try', () => {
  it('grows from the first to the longest', () => {
    const backoff = { firstMs: 1_000, growth: 2, maxMs: 5_000 };
    expect([-1, 0, 1, 2, 3, 2_000].map((retries) => waitMs(backoff, retries))).toEqual([
      1_000, 1_000, 2_000, 4_000, 5_000, 5_000,
    ]);
  });

  it('is drawn within its bounds', () => {
    expect(socketBackoff(() => 0)).toEqual({ firstMs: 500, growth: 1.5, maxMs: 20_000 });
    expect(socketBackoff(() => 1)).toEqual({ firstMs: 1_500, growth: 1.9, maxMs: 20_000 });
  });

  it('is the one that the library keeps', () => {
    const { firstMs, growth, maxMs } = socketBackoff(() => 0.3);
    const socket = new ReconnectingWebSocket('ws://127.0.0.1:9', [], {
      startClosed: true,
      minReconnectionDelay: firstMs,
      maxReconnectionDelay: maxMs,
      reconnectionDelayGrowFactor: growth,
    });
    for (const retries of [0, 1, 3, 9]) {
      // The library counts the try before it waits for it.
      Reflect.set(socket, '_retryCount', retries + 1);
      const kept = Reflect.apply(Reflect.get(socket, '_getNextDelay'), socket, []);
      expect(kept).toBeCloseTo(waitMs({ firstMs, growth, maxMs }, retries), 6);
    }
  });
});
