import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render-app';
import { basics, serve, watchlist } from '@/testing/server';

const empty = {
  ...basics,
  'GET /api/v1/watchlists': { body: { results: [{ ...watchlist, symbols: [] }], next: null } },
  'GET /api/v1/instruments': { body: { results: [], next: null } },
};
const charts = () => screen.findAllByRole('link', { name: 'Chart' });

describe('the navigation', () => {
  it('leads to the chart of the first watched symbol', async () => {
    serve(basics);
    renderApp('/about');
    for (const chart of await charts())
      await waitFor(() => expect(chart).toHaveAttribute('href', '/symbols/AAPL'));
  });

  it('leads to no chart and marks one place while there is no symbol', async () => {
    serve(empty);
    renderApp('/');
    for (const chart of await charts()) {
      expect(chart).toHaveAttribute('aria-disabled', 'true');
      expect(chart).not.toHaveAttribute('href');
      expect(chart).not.toHaveAttribute('aria-current');
    }
    for (const home of screen.getAllByRole('link', { name: 'Home' }))
      expect(home).toHaveAttribute('aria-current', 'page');
  });
});
