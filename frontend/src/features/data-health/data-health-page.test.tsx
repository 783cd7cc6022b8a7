import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { connection } from '@/lib/realtime/connection';
import { renderApp } from '@/testing/render-app';
import { basics, serve } from '@/testing/server';

const finding = {
  id: 5,
  symbol: 'KO',
  name: 'Coca-Cola',
  interval: '1d',
  check: 'ohlc_order',
  severity: 'warning',
  start: '2022-03-01T00:00:00Z',
  end: '2022-03-01T00:00:00Z',
  sentence: 'High and low do not enclose the bar.',
  evidence: {},
  offer: 'swap_range',
  state: 'open',
  reason: '',
  first_seen: '2026-01-01T00:00:00Z',
  last_seen: '2026-01-01T00:00:00Z',
  private: false,
  may_change: true,
  repair: null,
};

const look = {
  ...finding,
  bars: [],
  repairable: {
    action: 'swap_range',
    words: 'Exchange high and low',
    bars: 1,
    changes: [{ timestamp: finding.start, field: 'high', before: 61, after: 63 }],
  },
};

const repaired = {
  ...look,
  state: 'repaired',
  repairable: null,
  repair: {
    id: 1,
    action: 'swap_range',
    bars: 1,
    made_at: '2026-01-01T00:00:00Z',
    made_by: 'demo',
    undone_at: null,
    overtaken_at: null,
  },
};

const series = {
  symbol: 'KO',
  name: 'Coca-Cola',
  interval: '1d',
  source: 'demo',
  bars: 8313,
  first: '1990-01-02T00:00:00Z',
  last: '2022-12-28T00:00:00Z',
  expected: null,
  missing: 0,
  checked_at: '2026-01-01T00:00:00Z',
  open_findings: 1,
  private: false,
};

const summary = {
  checked: 37,
  series: 59,
  last_run: '2026-01-01T00:00:00Z',
  open: { error: 0, warning: 1, info: 0 },
  repaired: 0,
  dismissed: 0,
};

const health = (...results: object[]) => ({
  body: { results, next: null, summary, series: [series], alignments: [] },
});

const routes = { ...basics, 'GET /api/v1/quality/health': health(finding) };

describe('the data health screen', () => {
  it('lists findings and how far series reach', async () => {
    serve(routes);
    renderApp('/data-health');
    const table = await screen.findByRole('table', { name: 'Findings' });
    expect(table).toHaveTextContent('High and low do not enclose the bar.');
    const reach = await screen.findByRole('table', { name: 'Series' });
    expect(within(reach).getByText('fixed history')).toBeInTheDocument();
    expect(screen.getByText('59 series')).toBeInTheDocument();
  });

  it('shows what will change, repairs, and offers the way back', async () => {
    let state: object = look;
    const { calls } = serve({
      ...routes,
      'GET /api/v1/quality/findings/5': () => ({ body: state }),
      'POST /api/v1/quality/findings/5/repair': () => {
        state = repaired;
        return { body: repaired };
      },
    });
    const { user } = renderApp('/data-health?finding=5');
    const offer = await screen.findByRole('region', { name: 'Repair' });
    expect(offer).toHaveTextContent('61.00');
    expect(offer).toHaveTextContent('63.00');
    await user.click(within(offer).getByRole('button', { name: 'Repair' }));
    expect(await screen.findByRole('button', { name: 'Undo' })).toBeInTheDocument();
    expect(screen.getByText(/Repaired by demo/)).toBeInTheDocument();
    expect(calls.some(({ path }) => path.endsWith('/5/repair'))).toBe(true);
  });

  it('says when a repair gave way to a newer word of its source', async () => {
    const repair = { ...repaired.repair, overtaken_at: '2026-01-03T00:00:00Z' };
    serve({ ...routes, 'GET /api/v1/quality/findings/5': { body: { ...look, repair } } });
    renderApp('/data-health?finding=5');
    expect(await screen.findByText(/demo repaired it on .* sent these bars again/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Repair' })).toBeEnabled();
  });

  it('says why somebody else may not change shared prices', async () => {
    serve({
      ...routes,
      'GET /api/v1/quality/findings/5': { body: { ...look, may_change: false } },
    });
    renderApp('/data-health?finding=5');
    const button = await screen.findByRole('button', { name: 'Repair' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(/only the owner of this installation/);
    expect(screen.queryByRole('button', { name: 'Dismiss' })).not.toBeInTheDocument();
  });

  it('dismisses only with a reason', async () => {
    const { calls } = serve({
      ...routes,
      'GET /api/v1/quality/findings/5': { body: { ...look, repairable: null } },
      'POST /api/v1/quality/findings/5/dismiss': { body: { ...finding, state: 'dismissed' } },
    });
    const { user } = renderApp('/data-health?finding=5');
    const button = await screen.findByRole('button', { name: 'Dismiss' });
    expect(button).toBeDisabled();
    await user.type(screen.getByLabelText('Why it is no fault'), 'It was so.');
    await user.click(button);
    await waitFor(() =>
      expect(calls.find(({ path }) => path.endsWith('/dismiss'))?.body).toEqual({
        reason: 'It was so.',
      }),
    );
  });

  it('says so when nothing is wrong', async () => {
    serve({ ...routes, 'GET /api/v1/quality/health': health() });
    renderApp('/data-health');
    expect(await screen.findByText(/every check passes/)).toBeInTheDocument();
  });

  it('asks again when a check has ended, an upload’s own too', async () => {
    let found: object[] = [];
    serve({ ...routes, 'GET /api/v1/quality/health': () => health(...found) });
    renderApp('/data-health');
    expect(await screen.findByText(/every check passes/)).toBeInTheDocument();
    found = [finding];
    const frame = { topic: 'jobs', epoch: '1', sentAt: null } as const;
    const job = { id: 'a', kind: 'quality.check', state: 'done' };
    connection.store.apply({ ...frame, type: 'snapshot', seq: 1, data: [] });
    connection.store.apply({ ...frame, type: 'update', seq: 2, data: job });
    const table = await screen.findByRole('table', { name: 'Findings' });
    expect(table).toHaveTextContent('High and low do not enclose the bar.');
  });

  it('claims no passed check where there is nothing to check', async () => {
    const { body } = health();
    const series = body.series.map((one) => ({ ...one, bars: 0 }));
    serve({ ...routes, 'GET /api/v1/quality/health': { body: { ...body, series } } });
    renderApp('/data-health');
    expect(await screen.findByText(/found no bars/)).toBeInTheDocument();
    expect(screen.queryByText(/every check passes/)).toBeNull();
  });

  it('shows one symbol alone when the address says so, and all again on request', async () => {
    const asked: (string | null)[] = [];
    serve({
      ...routes,
      'GET /api/v1/quality/health': ({ url }) => {
        asked.push(url.searchParams.get('symbol'));
        return health(finding);
      },
    });
    const { user } = renderApp('/data-health?symbol=KO');
    expect(await screen.findByText('KO only')).toBeInTheDocument();
    expect(asked).toContain('KO');
    await user.click(screen.getByRole('button', { name: 'All symbols' }));
    await waitFor(() => expect(screen.queryByText('KO only')).not.toBeInTheDocument());
  });

  it('says that a finding is gone', async () => {
    serve({
      ...routes,
      'GET /api/v1/quality/findings/6': {
        status: 404,
        body: { title: 'Not found', status: 404, code: 'unknown_finding', detail: 'No.' },
      },
    });
    renderApp('/data-health?finding=6');
    expect(await screen.findByText('This finding no longer exists.')).toBeInTheDocument();
  });
});
