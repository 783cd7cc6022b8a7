import { expect, it } from 'vitest';
import type { Instrument } from '@/lib/api/market-types';
import { streamedLabel, summarise } from './coverage';

const one = (more: Partial<Instrument>) =>
  ({
    first_bar: '1990-01-02',
    last_bar: '2022-12-28',
    simulated: false,
    private: false,
    has_ohlc: true,
    intraday_source: null,
    ...more,
  }) as Instrument;

it('says how far the shared prices reach, whatever somebody uploads', () => {
  const shared = [one({}), one({}), one({ last_bar: '2013-03-01' })];
  const mine = one({ private: true, first_bar: '1950-01-02', last_bar: '2026-06-10' });
  for (const all of [shared, [...shared, mine]]) {
    expect(summarise(all)).toMatchObject({ since: '1990-01-02', until: '2022-12-28' });
  }
  expect(summarise([mine])).toMatchObject({ instruments: 1, since: null, until: null });
});

it('says that symbols stream only while their feed is connected', () => {
  expect(streamedLabel({ running: true, connected: true })).toBe('Streaming now');
  for (const stream of [undefined, { running: true, connected: false }]) {
    expect(streamedLabel(stream)).toBe('Symbols to stream');
  }
});
