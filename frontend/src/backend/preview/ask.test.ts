import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const files: Record<string, unknown> = {
  'index.json': {
    answers: {
      'GET /api/v1/risk?symbol=KO': 'a.json',
      'GET /api/v1/risk?symbol=NEW': 'b.json 404',
      'GET /api/v1/price?symbol=KO': 'gone.json',
      'GET /api/v1/me/settings': 'c.json',
    },
    topics: {},
  },
  'a.json': { value_at_risk: 0.02 },
  'b.json': { code: 'unknown_symbol' },
  'c.json': { theme: 'dark', tour_seen: false },
};

let ask: typeof import('./ask').ask;

beforeEach(async () => {
  vi.resetModules();
  vi.stubGlobal('fetch', async (address: string) => {
    const file = files[address.replace('./recorded/', '')];
    return file === undefined ? new Response('', { status: 404 }) : Response.json(file);
  });
  ({ ask } = await import('./ask'));
});

afterEach(() => sessionStorage.clear());

it('answers what was recorded, with the status it had', async () => {
  const answer = await ask('/api/v1/risk?symbol=KO', { method: 'GET' });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ value_at_risk: 0.02 });
  expect((await ask('/api/v1/risk?symbol=NEW', {})).status).toBe(404);
});

it('refuses a question that was not recorded, and names the command', async () => {
  const answer = await ask('/api/v1/risk?symbol=PEP', { method: 'GET' });
  expect(answer.status).toBe(501);
  const problem = await answer.json();
  expect(problem.detail).toContain('recorded answers only');
  expect(problem.detail).toContain('./sightline up');
  expect(problem.retryable).toBe(false);
});

it('changes nothing, and says so as a message too', async () => {
  const { readToasts: messages } = await import('@/lib/toasts');
  const answer = await ask('/api/v1/watchlists', { method: 'POST', body: '{"name":"Mine"}' });
  expect(answer.status).toBe(501);
  expect(messages()).toHaveLength(1);
  expect(messages()[0]?.message).toContain('nothing can be changed');
});

it('asks about the market without a message: the screen says it', async () => {
  const { readToasts: messages } = await import('@/lib/toasts');
  await ask('/api/v1/portfolio/optimize', { method: 'POST', body: '{"symbols":["KO"]}' });
  expect(messages()).toEqual([]);
});

it('keeps how the reader wants to see it', async () => {
  const patch = { method: 'PATCH', body: '{"tour_seen":true}' };
  expect(await (await ask('/api/v1/me/settings', patch)).json()).toEqual({
    theme: 'dark',
    tour_seen: true,
  });
  const later = await ask('/api/v1/me/settings', { method: 'GET' });
  expect(await later.json()).toEqual({ theme: 'dark', tour_seen: true });
});

it('names the file that the host lacks', async () => {
  const problem = await (await ask('/api/v1/price?symbol=KO', {})).json();
  expect(problem.detail).toBe('recorded/gone.json: the host answered 404');
});
