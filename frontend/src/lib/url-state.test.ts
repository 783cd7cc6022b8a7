import { describe, expect, it } from 'vitest';
import { patchSearch } from './url-state';

describe('patchSearch', () => {
  it('keeps what the patch does not name', () => {
    expect(patchSearch({ symbol: 'KO' }, { period: '1y' })).toEqual({ symbol: 'KO', period: '1y' });
  });

  it('removes what is cleared', () => {
    expect(patchSearch({ symbol: 'KO', id: 'a' }, { id: null, symbol: '' })).toEqual({});
  });
});
