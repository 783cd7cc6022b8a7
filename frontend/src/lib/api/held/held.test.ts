import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { basics, serve } from '@/testing/server';
import { lackingOf, refusalOf, requireBars } from './held';

const listed = [
  { symbol: 'KO', intervals: ['1d', '1wk', '1mo'] as const },
  { symbol: 'COIN', intervals: ['1s', '1m'] as const },
  { symbol: 'BARE', intervals: [] as const },
].map((one) => ({ ...one, intervals: [...one.intervals] }));

describe('what lacks bars', () => {
  it('is what is listed without them', () => {
    const symbols = ['KO', 'COIN', 'BARE', 'LOST'];
    expect(lackingOf(listed, { symbols, intervals: ['1d'] })).toEqual(['COIN', 'BARE']);
    expect(lackingOf(listed, { symbols, intervals: ['1d', '1m'] })).toEqual(['BARE']);
  });

  it('is had by a person whose own instrument has them', () => {
    const own = [...listed, { symbol: 'BARE', intervals: ['1d' as const] }];
    expect(lackingOf(own, { symbols: ['BARE'], intervals: ['1d'] })).toEqual([]);
  });

  it('is named with what can be done', () => {
    expect(refusalOf(['KO', 'PEP'], ['1m']).detail).toMatch(
      /^KO and PEP have no one-minute bars here\. They come with the live stream/,
    );
    expect(refusalOf(['KO'], ['1d']).detail).toContain('KO has no daily bars here');
  });
});

describe('a question that is known to be refused', () => {
  it('asks which bars there are once more, and goes no further', async () => {
    const { calls } = serve({
      ...basics,
      'GET /api/v1/instruments': { body: { results: listed, next: null } },
    });
    const client = new QueryClient();
    await requireBars(client, { symbols: ['KO'], intervals: ['1d'] });
    const asked = requireBars(client, { symbols: ['KO', 'BARE'], intervals: ['1d'] });
    await expect(asked).rejects.toMatchObject({ code: 'insufficient_history' });
    expect(calls.map(({ path }) => path)).toEqual(['/api/v1/instruments']);
  });
});
