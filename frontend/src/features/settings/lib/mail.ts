/** The mail server's form: its values, what is wrong with them, and what is sent. */
import type { MailSecurity, MailServer, MailServerWrite } from '../api/mail';

export type MailValues = {
  host: string;
  port: number | '';
  security: MailSecurity;
  user: string;
  password: string;
  from: string;
};

/** Words and usual port of each way to encrypt. */
export const securities: Record<MailSecurity, { label: string; port: number }> = {
  tls: { label: 'TLS', port: 465 },
  starttls: { label: 'STARTTLS', port: 587 },
  none: { label: 'None', port: 25 },
};

const portOf = (security: MailSecurity) => securities[security].port;

export function valuesOf(server: MailServer | null, email: string): MailValues {
  if (!server) {
    return { host: '', port: 465, security: 'tls', user: '', password: '', from: email };
  }
  const { host, port, security, user, from_address: from } = server;
  return { host, port, security, user, password: '', from };
}

/** The port goes along with the encryption while it is the usual one. */
export function withSecurity(values: MailValues, security: MailSecurity): MailValues {
  const usual = values.port === portOf(values.security);
  return { ...values, security, port: usual ? portOf(security) : values.port };
}

/** What the form knows by itself; the server's own rules answer at their fields. */
export function mailErrors({ host, port, from }: MailValues): Record<string, string> {
  return {
    ...(host.trim() === '' && { host: 'Enter the name of the mail server.' }),
    ...(port === '' && { port: 'Enter the port.' }),
    ...(from.trim() === '' && { from: 'Enter the address that mail is from.' }),
  };
}

/** An empty password keeps the stored one. */
export function toServer({ host, port, security, user, password, from }: MailValues) {
  return {
    host: host.trim(),
    port: Number(port),
    security,
    ...(user.trim() && { user: user.trim() }),
    ...(password && { password }),
    from_address: from.trim(),
  } satisfies MailServerWrite;
}

/** The fields' names of the server, as the form calls them. */
export const fieldOf = (field: string): string => (field === 'from_address' ? 'from' : field);
