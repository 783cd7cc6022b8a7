import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render-app';
import { basics, meta, type Routes, serve } from '@/testing/server';
import type { SetupStep } from '../api/use-setup';

const step = (name: SetupStep['name'], state: SetupStep['state'], more = {}): SetupStep => ({
  name,
  state,
  detail: `About ${name}.`,
  at: null,
  command: '',
  ...more,
});
const steps = [
  step('account', 'done'),
  step('mail', 'attention'),
  step('backup', 'open', { command: './sightline backup FILE' }),
];

function home(found: SetupStep[], mode: 'live' | 'demo' = 'live', more: Routes = {}) {
  const shown = { theme: 'dark', palette: 'blue_orange', hide_balances: false, hide_setup: false };
  const { calls } = serve({
    ...basics,
    'GET /api/v1/meta': { body: { ...meta, mode } },
    'GET /api/v1/me/settings': () => ({ body: shown }),
    'PATCH /api/v1/me/settings': ({ body }) => {
      Object.assign(shown, body);
      return { body: shown };
    },
    'GET /api/v1/setup': { body: { steps: found } },
    ...more,
  });
  return { ...renderApp('/'), calls };
}

const panel = () => screen.findByRole('region', { name: 'Set up Sightline' });
const noPanel = () =>
  expect(screen.queryByRole('region', { name: 'Set up Sightline' })).not.toBeInTheDocument();

describe('the setup on Home', () => {
  it('says how far each step is and leads to what does it', async () => {
    home(steps);
    const list = within(await panel());
    expect(await list.findByText('1 of 3 done')).toBeInTheDocument();
    expect(list.getByRole('link', { name: 'Set the mail server' })).toHaveAttribute(
      'href',
      '/settings#e-mail',
    );
    expect(list.getByText('./sightline backup FILE')).toBeInTheDocument();
    expect(list.getAllByRole('link')).toHaveLength(1);
  });

  it('is put away and brought back', async () => {
    const { user, client } = home(steps);
    await user.click(within(await panel()).getByRole('button', { name: 'Put away' }));
    await waitFor(noPanel);
    expect(screen.getByText(/Settings, under Display, brings it back/)).toBeInTheDocument();
    client.setQueryData(['settings'], { hide_setup: false });
    expect(await panel()).toBeInTheDocument();
  });

  it('says why the steps are not there, and asks again', async () => {
    const away = { status: 503, body: { title: 'x', status: 503, code: 'y', detail: 'Away.' } };
    home(steps, 'live', { 'GET /api/v1/setup': away });
    const list = within(await panel());
    expect(await list.findByRole('button', { name: 'Try again' })).toBeInTheDocument();
    expect(list.getByText('Away.')).toBeInTheDocument();
  });

  it('is not there when all is done, nor in the demo', async () => {
    const done = home(steps.map((one) => ({ ...one, state: 'done' as const })));
    await waitFor(() => expect(done.calls.some(({ path }) => path.endsWith('/setup'))).toBe(true));
    await waitFor(noPanel);
    done.unmount();
    const demo = home(steps, 'demo');
    await screen.findByRole('region', { name: 'Watchlist' });
    noPanel();
    expect(demo.calls.some(({ path }) => path.endsWith('/setup'))).toBe(false);
  });
});
