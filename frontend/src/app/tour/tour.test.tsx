import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderApp } from '@/testing/render-app';
import { basics, serve } from '@/testing/server';

const samples = { made_at: '2026-01-02T00:00:00Z', removed_at: null, preparing: false, items: [] };

it('is offered once, goes from screen to screen, and is left by Escape', async () => {
  let seen = false;
  const display = () => ({
    body: { theme: 'dark', palette: 'blue_orange', hide_balances: false, tour_seen: seen },
  });
  serve({
    ...basics,
    'GET /api/v1/samples': { body: samples },
    'GET /api/v1/me/settings': display,
    'PATCH /api/v1/me/settings': ({ body }) => {
      seen = (body as { tour_seen: boolean }).tour_seen;
      return display();
    },
  });
  const { router, user } = renderApp('/');
  await user.click(await screen.findByRole('button', { name: 'Start the tour' }));
  const first = await screen.findByRole('dialog', { name: 'A market that moves' });
  await waitFor(() => expect(router.state.location.pathname).toBe('/symbols/NVDA'));
  expect(first).toHaveFocus();
  expect(seen).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByRole('dialog', { name: 'A forecast with its range' });
  await waitFor(() => expect(router.state.location.pathname).toBe('/forecasts'));
  await user.click(screen.getByRole('button', { name: 'Back' }));
  await screen.findByRole('dialog', { name: 'A market that moves' });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.getElementById('main')).toHaveFocus();
  await router.navigate({ to: '/' });
  await screen.findByRole('heading', { name: 'Home' });
  expect(screen.queryByRole('button', { name: 'Start the tour' })).toBeNull();
});
