import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { serve } from '@/testing/server';
import type { MailServer, MailSettings } from './api/mail';
import { MailPanel } from './components/mail-panel';

const MAIL = 'GET /api/v1/settings/mail';
const me = { body: { id: 1, username: 'olga', email: 'olga@example.org', is_demo: false } };
const none: MailSettings = {
  origin: 'none',
  may_change: true,
  problem: 'No server.',
  server: null,
};
const server: MailServer = {
  host: 'mail.example.org',
  port: 465,
  security: 'tls',
  user: 'olga',
  has_password: true,
  readable: true,
  from_address: 'olga@example.org',
  set_at: '2026-11-30T10:00:00Z',
  tested_at: null,
};
const stored: MailSettings = { ...none, origin: 'stored', problem: null, server };

function site(first: MailSettings, test: object = { ok: true, cause: '' }) {
  let now = first;
  return serve({
    'GET /api/v1/me': me,
    [MAIL]: () => ({ body: now }),
    'PUT /api/v1/settings/mail': () => {
      now = stored;
      return { body: now };
    },
    'DELETE /api/v1/settings/mail': () => {
      now = none;
      return { status: 204 };
    },
    'POST /api/v1/settings/mail/test': { body: test },
  });
}

describe('the mail server in Settings', () => {
  it('is set, tried and forgotten', async () => {
    const { calls } = site(none, { ok: false, cause: 'The mail server refused the login (535).' });
    renderUi(<MailPanel />);
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('Mail server'), 'mail.example.org');
    expect(screen.queryByRole('button', { name: 'Send a test message' })).not.toBeInTheDocument();
    await user.type(screen.getByLabelText('User name'), 'olga');
    await user.type(screen.getByLabelText('Password'), 'right horse');
    await user.click(screen.getByRole('button', { name: 'Save mail server' }));
    expect(await screen.findByText('not tested')).toBeInTheDocument();
    expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      port: 465,
      password: 'right horse',
      from_address: 'olga@example.org',
    });
    expect(screen.getByLabelText('Password')).toHaveValue('');
    await user.click(screen.getByRole('button', { name: 'Send a test message' }));
    expect(await screen.findByRole('status')).toHaveTextContent('refused the login (535)');
    expect(calls.find(({ path }) => path.endsWith('/test'))?.body).toEqual({
      to: 'olga@example.org',
    });
    await user.click(screen.getByRole('button', { name: 'Forget mail server' }));
    expect(await screen.findByText('not set')).toBeInTheDocument();
  });

  it('says at its field why a password must be typed again', async () => {
    serve({
      'GET /api/v1/me': me,
      [MAIL]: { body: stored },
      'PUT /api/v1/settings/mail': {
        status: 400,
        body: {
          title: 'x',
          status: 400,
          code: 'invalid_input',
          detail: 'Enter the password again.',
          errors: [{ field: 'password', message: 'Enter the password again.' }],
        },
      },
    });
    renderUi(<MailPanel />);
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('Mail server'), '.evil');
    await user.click(screen.getByRole('button', { name: 'Save mail server' }));
    expect(await screen.findByText('Enter the password again.')).toBeInTheDocument();
  });

  it('is only shown when it comes from the environment', async () => {
    site({ ...stored, origin: 'environment' });
    renderUi(<MailPanel />);
    expect(await screen.findByText('mail.example.org:465')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Save mail server' })).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Send a test message' })).toBeInTheDocument();
  });

  it("is the owner's business", async () => {
    site({ ...stored, may_change: false, server: null });
    renderUi(<MailPanel />);
    expect(await screen.findByText(/Only the owner/)).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
