import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { NewTokenForm } from './new-token-form';

const token = {
  id: 1,
  name: 'Notebook',
  scope: 'write',
  created_at: '2024-05-01T12:00:00Z',
  last_used_at: null,
  token: 'secret',
};

function answer(body: unknown, status: number) {
  const response = new Response(JSON.stringify(body), { status });
  return vi.spyOn(globalThis, 'fetch').mockResolvedValue(response);
}

it('asks for a name before the server is asked', async () => {
  const fetch = answer(token, 201);
  renderUi(<NewTokenForm onMade={vi.fn()} />);
  await userEvent.click(screen.getByRole('button', { name: 'Make token' }));
  expect(screen.getByText('Enter what it is for.')).toBeInTheDocument();
  expect(fetch).not.toHaveBeenCalled();
});

it('sends name and scope and hands over the token once', async () => {
  const fetch = answer(token, 201);
  const made = vi.fn();
  renderUi(<NewTokenForm onMade={made} />);
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), ' Notebook ');
  await userEvent.click(screen.getByRole('radio', { name: 'Read and write' }));
  await userEvent.click(screen.getByRole('button', { name: 'Make token' }));
  await waitFor(() => expect(made).toHaveBeenCalledExactlyOnceWith(token));
  const [, sent] = fetch.mock.calls[0] ?? [];
  expect(JSON.parse(String(sent?.body))).toEqual({ name: 'Notebook', scope: 'write' });
});

it('shows why the server refused', async () => {
  const problem = { title: 'Not allowed', status: 403, code: 'no', detail: 'Use Settings.' };
  answer(problem, 403);
  renderUi(<NewTokenForm onMade={vi.fn()} />);
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'Notebook');
  await userEvent.click(screen.getByRole('button', { name: 'Make token' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Use Settings.');
});
