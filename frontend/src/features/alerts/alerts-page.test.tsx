import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render-app';
import { basics, serve } from '@/testing/server';

const rule = {
  id: 4,
  name: '',
  kind: 'change',
  symbol: 'KO',
  direction: 'below',
  threshold: -0.03,
  repeat: 'every',
  cooldown_s: 300,
  channels: [{ type: 'in_app', target: '' }],
  active: true,
  armed: true,
  last_fired_at: null,
  created_at: '2026-01-01T00:00:00Z',
};

const event = {
  id: 9,
  rule_id: 4,
  kind: 'change',
  symbol: 'KO',
  value: -0.031,
  threshold: -0.03,
  message: 'KO fell 3.1 %',
  details: { quiet: false },
  occurred_at: '2026-01-01T00:00:00Z',
  created_at: '2026-01-01T00:00:00Z',
  acknowledged_at: null,
  deliveries: [{ channel: 'email', target: 'a@b.ch', state: 'failed', attempts: 3, error: 'No.' }],
};

const preview = {
  interval: '1s',
  observed: 4,
  start: '2026-01-01T00:00:00Z',
  end: '2026-01-01T00:30:00Z',
  latest: 102,
  fired: 2,
  firings: [
    { moment: '2026-01-01T00:10:00Z', value: 101, message: 'KO is above 100: 101' },
    { moment: '2026-01-01T00:30:00Z', value: 102, message: 'KO is above 100: 102' },
  ],
};

const page = (...results: object[]) => ({ body: { results, next: null } });

const routes = {
  ...basics,
  'GET /api/v1/alerts/rules': page(rule),
  'GET /api/v1/alerts/events': page(event),
  'POST /api/v1/alerts/rules/preview': { body: preview },
};

describe('the alerts screen', () => {
  it('lists rules in words and switches one off', async () => {
    const { calls } = serve({ ...routes, 'PATCH /api/v1/alerts/rules/4': { body: rule } });
    const { user } = renderApp('/alerts');
    const table = await screen.findByRole('table', { name: 'Alert rules' });
    expect(table).toHaveTextContent('at or below −3.00%');
    await user.click(within(table).getByRole('switch'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({ active: false }),
    );
  });

  it('shows how the news went out, and acknowledges', async () => {
    const seen = { ...event, acknowledged_at: '2026-01-01T00:05:00Z' };
    const { calls } = serve({
      ...routes,
      'POST /api/v1/alerts/events/9/acknowledge': { body: seen },
    });
    const { user } = renderApp('/alerts');
    expect(await screen.findByRole('button', { name: /email: failed/ })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Acknowledge: KO fell 3.1 %' }));
    expect(calls.some(({ path }) => path.endsWith('/9/acknowledge'))).toBe(true);
  });

  it('previews a rule and makes it', async () => {
    const { calls } = serve({
      ...routes,
      'POST /api/v1/alerts/rules': { status: 201, body: rule },
    });
    const { user } = renderApp('/alerts?edit=new');
    await user.type(await screen.findByLabelText('Level'), '100');
    expect(await screen.findByText(/Would have fired twice/)).toBeInTheDocument();
    expect(screen.getByText('KO is above 100: 102')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Make rule' }));
    await waitFor(() =>
      expect(
        calls.find(({ method, path }) => method === 'POST' && path.endsWith('/rules'))?.body,
      ).toMatchObject({
        kind: 'price',
        threshold: 100,
        cooldown_s: 300,
      }),
    );
  });

  it('asks each kind for what it needs', async () => {
    const { calls } = serve({
      ...routes,
      'POST /api/v1/alerts/rules': { status: 201, body: rule },
    });
    const { user } = renderApp('/alerts?edit=new&kind=var_breach&symbol=KO');
    expect(await screen.findByText(/95% value at risk of the days before it/)).toBeInTheDocument();
    expect(screen.queryByLabelText('Level')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Make rule' }));
    await waitFor(() =>
      expect(
        calls.find(({ method, path }) => method === 'POST' && path.endsWith('/rules'))?.body,
      ).toMatchObject({
        kind: 'var_breach',
        symbol: 'KO',
        threshold: null,
      }),
    );
  });

  it('takes a volatility in per cent, with its measure', async () => {
    serve(routes);
    renderApp('/alerts?edit=new&kind=volatility&symbol=KO&level=30');
    expect(await screen.findByLabelText('Level')).toHaveValue('30 %');
    expect(screen.getByDisplayValue('Realised, 21 days')).toBeInTheDocument();
  });

  it('is filled in by the pair monitor', async () => {
    serve(routes);
    renderApp(
      '/alerts?edit=new&kind=z_score&symbol=BTCUSDT&x=ETHUSDT&window=90&level=2.5&method=kalman&log=false',
    );
    expect(await screen.findByLabelText('Window, bars')).toHaveValue('90');
    expect(screen.getByLabelText('Threshold, |z|')).toHaveValue('2.5');
    expect(screen.getByDisplayValue('Kalman filter')).toBeInTheDocument();
    expect(screen.getByRole('switch', { name: 'Log prices' })).not.toBeChecked();
    expect(screen.getByRole('switch', { name: 'Intercept' })).toBeChecked();
  });

  it('says why e-mail cannot be chosen, and offers what can', async () => {
    const reason = 'No mail server is configured: set SIGHTLINE_EMAIL_URL.';
    serve({
      ...routes,
      'GET /api/v1/meta': { body: { mode: 'live', version: '1', mail_problem: reason } },
    });
    const { user } = renderApp('/alerts?edit=new');
    expect(await screen.findByText(/E-mail cannot be chosen/)).toHaveTextContent(reason);
    await user.click(screen.getByRole('button', { name: 'Add a channel' }));
    expect(screen.getByRole('combobox', { name: 'Channel 1' })).toHaveValue('Webhook');
    await user.click(screen.getByRole('combobox', { name: 'Channel 1' }));
    expect(await screen.findByRole('option', { name: 'E-mail', hidden: true })).toHaveAttribute(
      'data-combobox-disabled',
      'true',
    );
  });

  it('puts what the server refuses on its field', async () => {
    const body = {
      title: 'Invalid input',
      status: 400,
      code: 'invalid_input',
      detail: 'threshold: Too far.',
      errors: [{ field: 'threshold', message: 'Too far.' }],
    };
    serve({ ...routes, 'POST /api/v1/alerts/rules': { status: 400, body } });
    const { user } = renderApp('/alerts?edit=new');
    await user.type(await screen.findByLabelText('Level'), '100');
    await user.click(screen.getByRole('button', { name: 'Make rule' }));
    expect(await screen.findByText('Too far.')).toBeInTheDocument();
  });

  it('offers a first rule, and shows the secret only on demand', async () => {
    serve({
      ...routes,
      'GET /api/v1/alerts/rules': page(),
      'GET /api/v1/alerts/webhook-secret': {
        body: { header: 'X-Sightline-Signature', algorithm: 'HMAC-SHA256', secret: 'abc123' },
      },
    });
    const { user } = renderApp('/alerts');
    expect(await screen.findByRole('button', { name: 'Make the first rule' })).toBeInTheDocument();
    expect(screen.queryByText('abc123')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show the secret' }));
    expect(await screen.findByText('abc123')).toBeInTheDocument();
  });
});
