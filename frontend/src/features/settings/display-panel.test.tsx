import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { meta, serve } from '@/testing/server';
import { DisplayPanel } from './components/display-panel';

const display = { theme: 'dark', palette: 'blue_orange', hide_balances: false, hide_setup: true };

function site(mode: 'demo' | 'live') {
  return serve({
    'GET /api/v1/meta': { body: { ...meta, mode } },
    'GET /api/v1/me/settings': { body: display },
    'PATCH /api/v1/me/settings': ({ body }) => ({ body: { ...display, ...(body as object) } }),
  });
}

describe('the setup steps in Settings', () => {
  it('are brought back in live mode', async () => {
    const { calls } = site('live');
    renderUi(<DisplayPanel />);
    const brings = await screen.findByLabelText(/Setup steps on Home/);
    expect(brings).not.toBeChecked();
    await userEvent.setup().click(brings);
    await waitFor(() => expect(brings).toBeChecked());
    expect(calls.at(-1)?.body).toEqual({ hide_setup: false });
  });

  it('are no matter of the demo', async () => {
    site('demo');
    renderUi(<DisplayPanel />);
    await screen.findByLabelText(/Hide balances/);
    expect(screen.queryByLabelText(/Setup steps on Home/)).not.toBeInTheDocument();
  });
});
