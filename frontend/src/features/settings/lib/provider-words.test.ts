import { describe, expect, it } from 'vitest';
import type { Provider } from '../api/providers';
import { keyWords, quotaWords } from './provider-words';

const key = { origin: 'stored', last_four: 'abcd', readable: true, set_at: null } as const;
const provider = { needs_key: true, key } as unknown as Provider;

describe('a data provider in words', () => {
  it('says where its key is from and how it ends, nothing else', () => {
    expect(keyWords(provider)).toBe('stored, ends in abcd');
    expect(keyWords({ ...provider, key: { ...key, origin: 'environment', last_four: '' } })).toBe(
      'from the environment',
    );
    expect(keyWords({ ...provider, key: { ...key, readable: false } })).toContain('enter it again');
    expect(keyWords({ ...provider, key: null })).toBe('none yet');
    expect(keyWords({ ...provider, key: null, needs_key: false })).toBe('not needed');
  });

  it('shows how much of a limit is used', () => {
    const quota = { used: 3, limit: 25, period_s: 86400, resets_at: null };
    expect(quotaWords(quota)).toBe('3 of 25 calls a day');
    expect(quotaWords({ ...quota, limit: 1200, period_s: 60 })).toBe('3 of 1,200 calls a minute');
  });
});
