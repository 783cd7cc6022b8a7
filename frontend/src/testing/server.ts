/** A server for screen tests: routes by method and path, answered in the shapes of the real one. */
import { vi } from 'vitest';
import type { Meta } from '@/lib/api/meta';

export type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };
export type Route = (request: { url: URL; body: unknown }) => Answer;
export type Routes = Record<string, Route | Answer>;

const missing: Answer = {
  status: 404,
  body: {
    title: 'Not found',
    status: 404,
    code: 'not_found',
    detail: 'No such route in this test.',
  },
};

export type Call = { method: string; path: string; body: unknown };

/** Replaces fetch. A key reads "GET /api/v1/meta"; calls are kept in order. */
export function serve(routes: Routes): { calls: Call[] } {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, 'http://localhost');
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
    calls.push({ method, path: url.pathname, body });
    const route = routes[`${method} ${url.pathname}`] ?? missing;
    const answer = typeof route === 'function' ? route({ url, body }) : route;
    const { status = 200, headers } = answer;
    const text = status === 204 ? null : JSON.stringify(answer.body ?? {});
    return new Response(text, {
      status,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  });
  return { calls };
}

const user = { id: 1, display: 'demo', username: 'demo' };

export const session = {
  in: { body: { status: 200, data: { user }, meta: { is_authenticated: true } } },
  out: { status: 401, body: { status: 401, meta: { is_authenticated: false } } },
} as const satisfies Record<string, Answer>;

export const meta: Meta = {
  mode: 'demo',
  version: '1',
  demo_login: true,
  signup_open: false,
  password_min_length: 10,
  venue_simulated: true,
  market_replayed: false,
  mail_problem: null,
};

const instrument = (symbol: string, name: string, extra: object = {}) => ({
  symbol,
  name,
  asset_class: 'stock',
  exchange: 'XNYS',
  currency: 'USD',
  calendar: 'XNYS',
  source: 'demo',
  first_bar: '1990-01-02',
  last_bar: '2022-12-28',
  intervals: ['1m', '5m', '15m', '1h', '1d', '1wk', '1mo'],
  has_ohlc: false,
  simulated: false,
  intraday_source: 'simulator',
  intraday_simulated: true,
  private: false,
  ...extra,
});

export const watchlist = {
  id: 7,
  name: 'Watchlist',
  symbols: ['AAPL', 'KO', 'XOM'],
  is_default: true,
};

/** What every screen behind the sign-in asks for. */
export const basics: Routes = {
  'GET /_allauth/browser/v1/auth/session': session.in,
  'GET /api/v1/meta': { body: meta },
  'GET /api/v1/me/settings': {
    body: { theme: 'dark', palette: 'blue_orange', hide_balances: false, tour_seen: true },
  },
  'GET /api/v1/watchlists': { body: { results: [watchlist], next: null } },
  'GET /api/v1/instruments': {
    body: {
      results: [
        instrument('AAPL', 'Apple'),
        instrument('KO', 'Coca-Cola'),
        instrument('XOM', 'Exxon Mobil'),
      ],
      next: null,
    },
  },
  'GET /api/v1/jobs': { body: { results: [], next: null } },
  'GET /api/v1/samples': {
    body: { made_at: null, removed_at: null, preparing: false, items: [] },
  },
};
