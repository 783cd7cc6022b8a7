import { describe, expect, it } from 'vitest';
import { safeNext } from './safe-next';

describe('the way back after signing in', () => {
  it.each(['/risk?symbol=KO', '/symbols/AAPL', '/'])('keeps %s', (next) => {
    expect(safeNext(next)).toBe(next);
  });

  it.each([
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    '//[::1',
    '/sign-in',
    '/a/../sign-in',
    undefined,
    7,
  ])('turns %j into the start', (next) => {
    expect(safeNext(next)).toBe('/');
  });
});
