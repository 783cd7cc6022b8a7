import { describe, expect, it } from 'vitest';
import { faceOf } from './connection-badge';

describe('the badge', () => {
  it('names the mode while connected', () => {
    expect(faceOf({ state: 'open', cause: null, retryAt: null }, 'demo').text).toBe('DEMO');
    expect(faceOf({ state: 'open', cause: null, retryAt: null }, 'live').text).toBe('LIVE');
  });

  it('turns stale with its cause', () => {
    const face = faceOf(
      { state: 'waiting', cause: 'The server is restarting.', retryAt: 1 },
      'live',
    );
    expect(face.text).toBe('STALE');
    expect(face.words).toContain('The server is restarting.');
  });

  it('turns stale when the providers are late, and says why and what to do', () => {
    const open = { state: 'open', cause: null, retryAt: null } as const;
    const feeds = {
      mode: 'live',
      stale: true,
      cause: 'yahoo: It does not answer.',
      fix: 'Enter a key of another provider.',
      retry_at: '2026-03-02T12:00:00Z',
      instruments: 5,
      failing: 2,
    } as const;
    const face = faceOf(open, 'live', feeds);
    expect(face.text).toBe('STALE');
    expect(face.words).toContain('2 of 5 symbols are late. yahoo: It does not answer.');
    expect(face.words).toContain('Enter a key');
    expect(faceOf(open, 'live', { ...feeds, stale: false }).text).toBe('LIVE');
  });
});
