import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { connection } from '@/lib/realtime/connection';
import { renderApp } from '@/testing/render-app';
import { basics, serve, watchlist } from '@/testing/server';

const listBox = () => screen.findByRole('listbox', { name: 'Watched symbols' });

function push(symbol: string, price: number, change: number): void {
  connection.store.apply({
    topic: `prices:${symbol}`,
    type: 'snapshot',
    seq: 1,
    epoch: 'a',
    sentAt: null,
    data: { symbol, price, change_percent: change },
  });
}

describe('the watchlist', () => {
  it('shows each price as it is pushed, with arrow and sign', async () => {
    serve(basics);
    renderApp('/about');
    const list = await listBox();
    push('KO', 62.5, -0.0123);
    const row = within(list).getByRole('option', { name: /KO/ });
    await waitFor(() => expect(row).toHaveTextContent('62.50'));
    expect(row).toHaveTextContent('▼−1.23%');
  });

  it('is moved through by arrow keys and opened by Enter', async () => {
    serve(basics);
    const { router, user } = renderApp('/about');
    const list = await listBox();
    list.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/symbols/KO'));
  });

  it('shows another list when one is chosen, and says which came with the demo', async () => {
    const other = { id: 8, name: 'Crypto', symbols: ['BTCUSDT'], is_default: false };
    serve({
      ...basics,
      'GET /api/v1/watchlists': { body: { results: [watchlist, other], next: null } },
      'GET /api/v1/samples': {
        body: {
          made_at: '2026-01-02T00:00:00Z',
          removed_at: null,
          preparing: false,
          items: [{ kind: 'watchlist', id: '8', title: 'Crypto', edited: false }],
        },
      },
    });
    const { user } = renderApp('/about');
    const choice = await screen.findByRole('combobox', { name: 'Watchlist shown' });
    await waitFor(() => expect(choice).toHaveTextContent('Crypto (sample)'));
    await user.selectOptions(choice, '8');
    expect(within(await listBox()).getByRole('option', { name: /BTCUSDT/ })).toBeInTheDocument();
    await user.selectOptions(choice, '7');
  });

  it('is reordered and shortened in its editor, saving the whole order', async () => {
    const { calls } = serve({
      ...basics,
      'PATCH /api/v1/watchlists/7': ({ body }) => ({ body: { ...watchlist, ...(body as object) } }),
    });
    const { user } = renderApp('/about');
    await user.click(await screen.findByRole('button', { name: 'Edit Watchlist' }));
    await user.click(await screen.findByRole('button', { name: 'Move KO up' }));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({
        symbols: ['KO', 'AAPL', 'XOM'],
      }),
    );
  });

  it('says why it is not there and tries again', async () => {
    let tries = 0;
    serve({
      ...basics,
      'GET /api/v1/watchlists': () => {
        tries += 1;
        if (tries > 1) return { body: { results: [watchlist], next: null } };
        return {
          status: 500,
          body: { title: 'Broken', status: 500, code: 'broken', detail: 'The database is away.' },
        };
      },
    });
    const { user } = renderApp('/about');
    expect((await screen.findAllByText('The database is away.'))[0]).toBeInTheDocument();
    await user.click(
      (await screen.findAllByRole('button', { name: 'Try again' }))[0] as HTMLElement,
    );
    expect(await listBox()).toBeInTheDocument();
  });
});
