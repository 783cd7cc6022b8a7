import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render-app';
import { basics, serve } from '@/testing/server';

const analytics = {
  y: 'KO',
  x: 'XOM',
  interval: '1d',
  method: 'rolling_ols',
  window: 60,
  log: true,
  intercept: true,
  alpha: 1,
  beta: 0.5,
  r_squared: 0.9,
  observations: 500,
  needed: 119,
  missing: 0,
  half_life: 12,
  z_score: 2.5,
  threshold: 2,
  signal: 'SHORT_SPREAD',
  as_of: '2022-12-28T00:00:00Z',
  dropped: { y: 3, x: 0 },
  simulated: false,
  series: {
    timestamp: ['2022-12-28T00:00:00Z'],
    price_y: [60],
    price_x: [100],
    spread: [0.1],
    z_score: [2.5],
    correlation: [0.8],
    beta: [0.5],
  },
};

const adf = {
  y: 'KO',
  x: 'XOM',
  interval: '1d',
  alpha: 1,
  beta: 0.5,
  statistic: -3,
  p_value: 0.033,
  lags: 1,
  observations: 500,
  critical_values: { '5%': -2.9 },
  engle_granger: { statistic: -3, p_value: 0.104, critical_values: { '5%': -3.4 } },
  reverse_engle_granger: { statistic: -2.8, p_value: 0.16, critical_values: { '5%': -3.4 } },
  legs: {
    y: { statistic: -1.2, p_value: 0.67, lags: 1, stationary: false },
    x: { statistic: -0.4, p_value: 0.91, lags: 1, stationary: false },
  },
  state: 'tested',
  stationary: false,
  level: 0.05,
  stability: {
    window: 250,
    level: 0.05,
    share: 0.5,
    timestamp: ['2021-12-28T00:00:00Z', '2022-12-28T00:00:00Z'],
    p_value: [0.01, 0.4],
    beta: [0.5, 0.6],
    half_life: [12, null],
  },
};

const routes = {
  ...basics,
  'GET /api/v1/pairs': { body: { results: [], next: null } },
  'GET /api/v1/pairs/analytics': { body: analytics },
  'POST /api/v1/pairs/adf': { body: adf },
};

const address = '/pairs?y=KO&x=XOM&interval=1d';

describe('the pairs screen', () => {
  it('shows the signal in words and the hedge in numbers', async () => {
    serve(routes);
    renderApp(address);
    const panel = await screen.findByRole('region', { name: 'Signal and hedge' });
    expect(await within(panel).findByText('Short the spread')).toBeInTheDocument();
    expect(panel).toHaveTextContent('sell KO and buy 0.500 of its value in XOM');
    expect(panel).toHaveTextContent('dropped: 3 of KO');
  });

  it('makes an alert of this very pair', async () => {
    serve({
      ...routes,
      'GET /api/v1/pairs/analytics': {
        body: { ...analytics, method: 'kalman', log: false, intercept: false },
      },
    });
    renderApp(`${address}&method=kalman&log=false&intercept=false`);
    const link = await screen.findByRole('link', { name: 'Make an alert' });
    const asked = new URL(link.getAttribute('href') ?? '', 'http://here').searchParams;
    const values = ['kind', 'symbol', 'x', 'method', 'log', 'intercept'].map((name) =>
      asked.get(name),
    );
    expect(values).toEqual(['z_score', 'KO', 'XOM', 'kalman', 'false', 'false']);
  });

  it('answers by Engle–Granger and warns of plain ADF', async () => {
    const { calls } = serve(routes);
    const { user } = renderApp(address);
    await user.click(await screen.findByRole('button', { name: 'Test all bars' }));
    expect(await screen.findByText(/Not shown to be cointegrated/)).toHaveTextContent('0.104');
    expect(screen.getByText(/would say yes here, wrongly/)).toBeInTheDocument();
    expect(calls.find(({ path }) => path.endsWith('/adf'))?.body).toMatchObject({ interval: '1d' });
  });

  it('keeps the pair that is shown', async () => {
    const { calls } = serve({ ...routes, 'POST /api/v1/pairs': { status: 201, body: { id: 1 } } });
    const { user } = renderApp(address);
    const watch = await screen.findByRole('button', { name: 'Watch this pair' });
    await waitFor(() => expect(watch).toBeEnabled());
    await user.click(watch);
    const made = calls.find(({ method, path }) => method === 'POST' && path === '/api/v1/pairs');
    expect(made?.body).toMatchObject({ y: 'KO', x: 'XOM', entry_threshold: 2 });
  });

  it('says how many bars are missing', async () => {
    const body = {
      title: 'Too little history',
      status: 422,
      code: 'insufficient_history',
      detail: 'KO~XOM has 40 bars here; 60 are needed.',
    };
    serve({ ...routes, 'GET /api/v1/pairs/analytics': { status: 422, body } });
    renderApp(address);
    expect(await screen.findByRole('alert')).toHaveTextContent('40 bars here; 60 are needed');
  });

  it('refuses a pair of one symbol', async () => {
    serve(routes);
    renderApp('/pairs?y=KO&x=KO');
    expect(await screen.findByText(/needs two different symbols/)).toBeInTheDocument();
  });
});
