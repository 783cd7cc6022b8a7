import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { basics, serve } from '@/testing/server';
import { SamplesPanel } from './samples-panel';

const item = (kind: string, id: string, edited = false) => ({
  kind,
  id,
  title: `${kind} ${id}`,
  edited,
});

it('asks once, says what goes and what stays, and is gone with the samples', async () => {
  let items = [item('rule', '1'), item('rule', '2', true), item('scan', 'a')];
  const { calls } = serve({
    ...basics,
    'GET /api/v1/samples': () => ({
      body: { made_at: '2026-01-02T00:00:00Z', removed_at: null, preparing: false, items },
    }),
    'DELETE /api/v1/samples': () => {
      items = [];
      return { body: { removed: [], kept: [] } };
    },
  });
  const user = userEvent.setup();
  renderUi(<SamplesPanel />);
  await user.click(await screen.findByRole('button', { name: 'Remove the samples' }));
  expect(screen.getByText(/You changed, and keep: rule 2\./)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Keep them' }));
  expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Remove the samples' }));
  await user.click(screen.getByRole('button', { name: 'Really remove them' }));
  await expect.poll(() => screen.queryByText(/came with the demo/)).toBeNull();
});
