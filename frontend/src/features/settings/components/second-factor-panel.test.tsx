import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { type Answer, serve } from '@/testing/server';
import { SecondFactorPanel } from './second-factor-panel';

const BASE = '/_allauth/browser/v1';
const LIST = `GET ${BASE}/account/authenticators`;
const TOTP = `${BASE}/account/authenticators/totp`;
const CODES = `${BASE}/account/authenticators/recovery-codes`;
const CONFIRM = `POST ${BASE}/auth/reauthenticate`;

const me = (is_demo: boolean) => ({ body: { id: 1, username: 'olga', email: '', is_demo } });
const asksPassword: Answer = {
  status: 401,
  body: { data: { flows: [{ id: 'reauthenticate' }] }, meta: { is_authenticated: true } },
};
const setup: Answer = { status: 404, body: { meta: { secret: 'ABCDEFGH', totp_svg: '<svg/>' } } };
const totp = { type: 'totp', created_at: 1_700_000_000, last_used_at: null };
const codes = { type: 'recovery_codes', created_at: 1_700_000_000, last_used_at: null };

/** A server that has a second factor or not, and asks for the password `secret` first. */
function site({ on = false, left = ['11112222', '33334444'] } = {}) {
  let confirmed = false;
  let active = on;
  let current = left;
  const guarded = (answer: () => Answer) => () => (confirmed ? answer() : asksPassword);
  const list = () => ({ body: { data: { ...codes, unused_codes: current } } });
  return serve({
    'GET /api/v1/me': me(false),
    [LIST]: () => ({
      body: { data: active ? [totp, { ...codes, unused_code_count: current.length }] : [] },
    }),
    [CONFIRM]: ({ body }) => {
      confirmed = (body as { password: string }).password === 'secret';
      const errors = [{ message: 'Incorrect password.', param: 'password' }];
      return confirmed ? { body: {} } : { status: 400, body: { errors } };
    },
    [`GET ${TOTP}`]: guarded(() => setup),
    [`POST ${TOTP}`]: ({ body }) => {
      if ((body as { code: string }).code === '999999') {
        confirmed = false;
        return asksPassword;
      }
      active = (body as { code: string }).code === '123456';
      const errors = [{ message: 'Incorrect code.', code: 'incorrect_code', param: 'code' }];
      return active ? { body: { data: totp } } : { status: 400, body: { errors } };
    },
    [`DELETE ${TOTP}`]: guarded(() => {
      active = false;
      return { body: {} };
    }),
    [`GET ${CODES}`]: guarded(list),
    [`POST ${CODES}`]: guarded(() => {
      current = ['55556666'];
      return list();
    }),
  });
}

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name, exact: true } as { name: string }));

async function confirm(password = 'secret') {
  await userEvent.type(await screen.findByLabelText('Your password'), password);
  await press('Go on');
}

describe('the second factor', () => {
  it('is not offered to the demo user, and says why', async () => {
    const { calls } = serve({ 'GET /api/v1/me': me(true) });
    renderUi(<SecondFactorPanel />);
    expect(await screen.findByText(/The demo user’s password is public/)).toBeInTheDocument();
    expect(screen.queryByRole('button')).toBeNull();
    expect(calls.map(({ path }) => path)).toEqual(['/api/v1/me']);
  });

  it('is set up after the password was typed, and shows the recovery codes', async () => {
    site();
    renderUi(<SecondFactorPanel />);
    await press('Set up');
    await confirm();
    expect(await screen.findByText('ABCD EFGH')).toBeInTheDocument();
    expect(screen.getByRole('img', { name: 'QR code of the secret' })).toHaveAttribute(
      'src',
      'data:image/svg+xml,%3Csvg%2F%3E',
    );
    const field = screen.getByLabelText('Code');
    expect(field).toHaveAttribute('autocomplete', 'one-time-code');
    expect(field).toHaveAttribute('inputmode', 'numeric');
    await userEvent.type(field, ' 123456 ');
    await press('Turn on');
    const shown = await screen.findByRole('group', { name: 'Recovery codes' });
    expect(within(shown).getByTestId('recovery-codes')).toHaveTextContent('11112222 33334444');
    expect(screen.getByText('ON')).toBeInTheDocument();
    await press('I have them');
    expect(screen.queryByText(/11112222/)).toBeNull();
  });

  it('says that the password was wrong and goes on with the right one', async () => {
    site();
    renderUi(<SecondFactorPanel />);
    await press('Set up');
    await confirm('wrong');
    expect(await screen.findByText('Incorrect password.')).toBeInTheDocument();
    await userEvent.clear(screen.getByLabelText('Your password'));
    await confirm();
    expect(await screen.findByText('ABCD EFGH')).toBeInTheDocument();
  });

  it('stays off when the person leaves the question for the password', async () => {
    site();
    renderUi(<SecondFactorPanel />);
    await press('Set up');
    await screen.findByLabelText('Your password');
    await press('Cancel');
    expect(screen.queryByLabelText('Your password')).toBeNull();
    expect(await screen.findByRole('button', { name: 'Set up' })).toBeEnabled();
  });

  it('keeps the secret and the typed code when the password is asked again', async () => {
    const { calls } = site();
    renderUi(<SecondFactorPanel />);
    await press('Set up');
    await confirm();
    await userEvent.type(await screen.findByLabelText('Code'), '999999');
    await press('Turn on');
    await screen.findByLabelText('Your password');
    expect(screen.getByLabelText('Code')).toHaveValue('999999');
    expect(screen.getByText('ABCD EFGH')).toBeInTheDocument();
    expect(calls.filter(({ path, method }) => path === TOTP && method === 'GET')).toHaveLength(2);
  });

  it('shows a refused code beside what was typed', async () => {
    site();
    renderUi(<SecondFactorPanel />);
    await press('Set up');
    await confirm();
    await userEvent.type(await screen.findByLabelText('Code'), '000000');
    await press('Turn on');
    expect(await screen.findByRole('alert')).toHaveTextContent('Incorrect code.');
    expect(screen.getByLabelText('Code')).toHaveValue('000000');
  });

  it('replaces the recovery codes only when asked twice', async () => {
    site({ on: true });
    renderUi(<SecondFactorPanel />);
    await press('Make new codes');
    await press('Confirm new codes');
    await confirm();
    expect(await screen.findByTestId('recovery-codes')).toHaveTextContent('55556666');
    await waitFor(() =>
      expect(screen.getByText('Recovery codes left').parentElement).toHaveTextContent('1'),
    );
  });

  it('warns when no recovery code is left', async () => {
    site({ on: true, left: [] });
    renderUi(<SecondFactorPanel />);
    expect(await screen.findByText(/Every recovery code is used/)).toBeInTheDocument();
  });

  it('is turned off when asked twice', async () => {
    site({ on: true });
    renderUi(<SecondFactorPanel />);
    await press('Turn off');
    await press('Confirm turning off');
    await confirm();
    expect(await screen.findByRole('button', { name: 'Set up' })).toBeInTheDocument();
    expect(screen.queryByText('ON')).toBeNull();
  });
});
