import { describe, expect, it } from 'vitest';
import type { Frame } from '@/lib/realtime/frames';
import { firedBy } from './alert-watch';

const fired = { message: 'KO fell', symbol: 'KO', acknowledged_at: null };
const frame = (type: Frame['type'], data: unknown): Frame => ({
  topic: 'alerts',
  type,
  seq: 1,
  epoch: '1',
  sentAt: null,
  data,
});

describe('firedBy', () => {
  it('shows a firing', () => {
    expect(firedBy(frame('update', fired))).toMatchObject({ symbol: 'KO' });
  });

  it('is silent about snapshots and acknowledgements', () => {
    expect(firedBy(frame('snapshot', { events: [fired] }))).toBeNull();
    expect(firedBy(frame('update', { ...fired, acknowledged_at: '2026-01-01' }))).toBeNull();
    expect(firedBy(frame('error', null))).toBeNull();
  });
});
