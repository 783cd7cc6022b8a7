import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Failure } from '@/components/ui/faces';
import { NumberBox } from '@/components/ui/number-box';
import { problemOf } from '@/lib/api/problem';
import { mailServerWriteRequestLimits as limits, mailSecurities } from '@/types/limits';
import { type MailSecurity, type MailServer, useForgetMail, useSaveMail } from '../api/mail';
import {
  fieldOf,
  type MailValues,
  mailErrors,
  securities,
  toServer,
  valuesOf,
  withSecurity,
} from '../lib/mail';
import styles from './settings.module.css';

/** Sets the mail server; an empty password keeps the stored one for the same server. */
export function MailForm({ server, email }: { server: MailServer | null; email: string }) {
  const form = useForm<MailValues>({
    initialValues: valuesOf(server, email),
    validate: mailErrors,
  });
  const save = useSaveMail();
  const forget = useForgetMail();
  const submit = form.onSubmit((values) =>
    save.mutate(toServer(values), {
      onError: (error) => {
        const fields = problemOf(error).errors ?? [];
        form.setErrors(
          Object.fromEntries(fields.map(({ field, message }) => [fieldOf(field), message])),
        );
      },
    }),
  );
  const unmapped = save.error && Object.keys(form.errors).length === 0;
  const open = form.values.security === 'none' && form.values.user !== '';
  return (
    <form onSubmit={submit} className={styles.mailForm} aria-label="Set the mail server" noValidate>
      <TextInput
        label="Mail server"
        placeholder="mail.example.org"
        maxLength={limits.host.maxLength}
        {...form.getInputProps('host')}
      />
      <Select
        label="Encryption"
        allowDeselect={false}
        data={mailSecurities.map((value) => ({ value, label: securities[value].label }))}
        value={form.values.security}
        onChange={(value) =>
          form.setValues(withSecurity(form.values, (value ?? 'tls') as MailSecurity))
        }
      />
      <NumberBox
        label="Port"
        min={limits.port.minimum}
        max={limits.port.maximum}
        thousandSeparator=""
        allowDecimal={false}
        {...form.getInputProps('port')}
      />
      <TextInput
        label="From"
        placeholder="alerts@example.org"
        maxLength={limits.from_address.maxLength}
        {...form.getInputProps('from')}
      />
      <TextInput
        label="User name"
        placeholder="Empty without a login"
        autoComplete="off"
        maxLength={limits.user.maxLength}
        {...form.getInputProps('user')}
      />
      <PasswordInput
        label="Password"
        placeholder={server?.has_password ? 'Stored; type to replace it' : ''}
        autoComplete="new-password"
        maxLength={limits.password.maxLength}
        {...form.getInputProps('password')}
      />
      {open && (
        <p className={styles.mailWide}>
          Without encryption the password and every message can be read on the way.
        </p>
      )}
      {unmapped && <Failure error={save.error} title="The mail server was not saved" />}
      {forget.error && <Failure error={forget.error} title="The mail server was not forgotten" />}
      <div className={`${styles.buttons} ${styles.mailWide}`}>
        <Button type="submit" loading={save.isPending}>
          Save mail server
        </Button>
        {server && (
          <Button
            variant="default"
            loading={forget.isPending}
            onClick={() => forget.mutate(undefined)}
          >
            Forget mail server
          </Button>
        )}
      </div>
    </form>
  );
}
