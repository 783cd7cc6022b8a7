import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderApp } from '@/testing/render-app';
import { type Answer, basics, serve, session } from '@/testing/server';

const AUTH = '/_allauth/browser/v1/auth';
const SESSION = `GET ${AUTH}/session`;
const CODE = `POST ${AUTH}/2fa/authenticate`;

const pending: Answer = {
  status: 401,
  body: {
    data: { flows: [{ id: 'login' }, { id: 'mfa_authenticate', is_pending: true }] },
    meta: { is_authenticated: false },
  },
};
const refused = (code: string): Answer => ({
  status: 400,
  body: { errors: [{ message: 'Incorrect code.', code, param: 'code' }] },
});

/** A person who typed the right password and meets the step; what the server says to the code. */
async function atTheStep(answer: () => Answer) {
  let inside = false;
  const served = serve({
    ...basics,
    [SESSION]: () => (inside ? session.in : session.out),
    [`POST ${AUTH}/login`]: pending,
    [`DELETE ${AUTH}/session`]: session.out,
    [CODE]: () => {
      const response = answer();
      inside = response.status === undefined;
      return response;
    },
  });
  const app = renderApp('/jobs');
  await app.user.type(await screen.findByLabelText('User name or e-mail'), 'olga');
  await app.user.type(screen.getByLabelText('Password'), 'secret');
  await app.user.click(screen.getByRole('button', { name: 'Sign in' }));
  const field = await screen.findByLabelText('Code');
  const send = async (code: string) => {
    if (code) await app.user.type(field, code);
    await app.user.click(screen.getByRole('button', { name: 'Sign in' }));
  };
  return { ...app, ...served, field, send };
}

describe('the second step of signing in', () => {
  it('takes a code and leads to the page that was asked for', async () => {
    const { router, calls, send, field } = await atTheStep(() => session.in);
    expect(field).toHaveFocus();
    expect(field).toHaveAttribute('autocomplete', 'one-time-code');
    expect(field).toHaveAttribute('inputmode', 'numeric');
    await send(' 123456');
    await waitFor(() => expect(router.state.location.pathname).toBe('/jobs'));
    expect(calls.find(({ path }) => path.endsWith('/2fa/authenticate'))?.body).toEqual({
      code: '123456',
    });
  });

  it('says that a code was wrong, and keeps it to be corrected', async () => {
    const { send, field } = await atTheStep(() => refused('incorrect_code'));
    await send('000000');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Incorrect code.');
    expect(alert).toHaveTextContent('clock');
    expect(field).toHaveValue('000000');
  });

  it.each([
    ['of the account', refused('too_many_login_attempts'), 'Wait five minutes'],
    ['of the address', { status: 429 }, 'Wait a minute'],
  ])('says how long to wait after too many tries %s', async (_, answer, words) => {
    const { send } = await atTheStep(() => answer);
    await send('000000');
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
  });

  it('asks for a code before it asks the server', async () => {
    const { calls, send } = await atTheStep(() => session.in);
    await send('');
    expect(screen.getByText('Enter the code.')).toBeInTheDocument();
    expect(calls.some(({ path }) => path.endsWith('/2fa/authenticate'))).toBe(false);
  });

  it('leads back to the password', async () => {
    const { user, calls } = await atTheStep(() => session.in);
    await user.click(screen.getByRole('button', { name: 'Sign in as somebody else' }));
    expect(await screen.findByLabelText('User name or e-mail')).toBeInTheDocument();
    expect(calls.at(-1)).toMatchObject({ method: 'DELETE', path: `${AUTH}/session` });
  });

  it('starts again when the password was typed too long ago', async () => {
    const { user, send } = await atTheStep(() => session.out);
    await send('123456');
    expect(await screen.findByRole('alert')).toHaveTextContent('took too long');
    await user.click(screen.getByRole('button', { name: 'Start again' }));
    expect(await screen.findByLabelText('User name or e-mail')).toBeInTheDocument();
  });

  it('is there after a reload', async () => {
    serve({ ...basics, [SESSION]: pending });
    renderApp('/');
    expect(await screen.findByLabelText('Code')).toBeInTheDocument();
  });
});
