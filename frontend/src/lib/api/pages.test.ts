import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { everyRow, pagesOptions } from './pages';

const asked: string[] = [];

/** A server with five rows, two a page; the cursor is the place of the next row. */
function serve(): void {
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    const from = Number(new URL(url, 'http://here').searchParams.get('cursor') ?? 0);
    const results = [0, 1, 2, 3, 4].slice(from, from + 2);
    const next = from + 2 < 5 ? String(from + 2) : null;
    return Promise.resolve(Response.json({ results, next }));
  });
}

afterEach(() => {
  asked.length = 0;
  vi.unstubAllGlobals();
});

describe('everyRow', () => {
  it('asks for page after page, with the same question', async () => {
    serve();
    expect(await everyRow('/rows', { query: { state: 'open' } })).toEqual([0, 1, 2, 3, 4]);
    expect(asked).toEqual([
      '/api/v1/rows?state=open&limit=200',
      '/api/v1/rows?state=open&limit=200&cursor=2',
      '/api/v1/rows?state=open&limit=200&cursor=4',
    ]);
  });
});

describe('screens', () => {
  it('never ask for one page of a list by themselves', () => {
    const sources = import.meta.glob<string>(['/src/**/*.ts', '/src/**/*.tsx', '!**/*.test.*'], {
      query: '?raw',
      import: 'default',
      eager: true,
    });
    const asking = Object.entries(sources).filter(([, text]) => /\bget<Page</.test(text));
    expect(asking.map(([path]) => path)).toEqual(['/src/lib/api/pages.ts']);
  });
});

describe('pagesOptions', () => {
  it('shows the newest rows first and brings older ones when asked', async () => {
    serve();
    const client = new QueryClient();
    const options = pagesOptions<number>(['rows'], '/rows', { limit: 2 });
    const first = await client.fetchInfiniteQuery(options);
    expect(options.select?.(first)).toEqual([0, 1]);
    expect(options.getNextPageParam(first.pages[0] as never, [], '', [])).toBe('2');
    const all = await client.fetchInfiniteQuery({ ...options, pages: 3 });
    expect(options.select?.(all)).toEqual([0, 1, 2, 3, 4]);
  });
});
