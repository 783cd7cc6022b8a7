import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { StreamState } from '@/lib/api/stream-state';
import { renderUi } from '@/testing/render-ui';
import { StreamPanel } from './stream-panel';
import { streamState } from './testing';

function answer(state: StreamState) {
  vi.spyOn(globalThis, 'fetch').mockImplementation(() =>
    Promise.resolve(new Response(JSON.stringify(state))),
  );
}

it('shows rate, delay and what was repaired', async () => {
  answer(streamState({}));
  renderUi(<StreamPanel />);
  expect(await screen.findByText('connected')).toBeInTheDocument();
  expect(screen.getByText('17.3')).toBeInTheDocument();
  expect(screen.getByText('42 ms')).toBeInTheDocument();
  expect(screen.getByText('2 of 2')).toBeInTheDocument();
});

it('says what is wrong, and why trades were refused', async () => {
  answer(
    streamState({
      connected: false,
      problem: 'binance: No data for 8 s.',
      quarantined: 3,
      quarantined_by: { price: 2, time: 1 },
    }),
  );
  renderUi(<StreamPanel />);
  expect(await screen.findByText('binance: No data for 8 s.')).toBeInTheDocument();
  expect(screen.getByText('reconnecting')).toBeInTheDocument();
  expect(screen.getByText('2 by price, 1 by time')).toBeInTheDocument();
});

it('remembers the last trouble when it is over', async () => {
  const last = { last_error: 'binance: cut', last_error_at: '2026-01-05T11:00:00Z' };
  answer(streamState({ ...last, lag_ms: null, last_tick_at: null }));
  renderUi(<StreamPanel />);
  expect(await screen.findByText(/Last error, .*binance: cut/)).toBeInTheDocument();
});
