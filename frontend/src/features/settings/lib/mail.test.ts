import { describe, expect, it } from 'vitest';
import { mailErrors, toServer, valuesOf, withSecurity } from './mail';

const fresh = valuesOf(null, 'olga@example.org');

describe("the mail server's form", () => {
  it('changes the port with the encryption unless somebody chose one', () => {
    expect(withSecurity(fresh, 'starttls')).toMatchObject({ security: 'starttls', port: 587 });
    expect(withSecurity({ ...fresh, port: 2525 }, 'none').port).toBe(2525);
  });

  it('sends a password only when one is typed', () => {
    expect(toServer({ ...fresh, host: ' mail.example.org ' })).toEqual({
      host: 'mail.example.org',
      port: 465,
      security: 'tls',
      from_address: 'olga@example.org',
    });
    expect(toServer({ ...fresh, password: ' a b ' })).toMatchObject({ password: ' a b ' });
  });

  it('asks for host, port and sender', () => {
    expect(Object.keys(mailErrors({ ...fresh, port: '', from: '' }))).toEqual([
      'host',
      'port',
      'from',
    ]);
    expect(mailErrors({ ...fresh, host: 'mail' })).toEqual({});
  });
});
