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
});
