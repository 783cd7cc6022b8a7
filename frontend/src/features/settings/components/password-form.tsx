import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Failure } from '@/components/ui/faces';
import { useMeta } from '@/lib/api/meta';
import { problemOf } from '@/lib/api/problem';
import { toast } from '@/lib/toasts';
import { useChangePassword } from '../api/security';
import { type PasswordValues, passwordErrors, serverPasswordErrors } from '../lib/password';
import styles from './settings.module.css';

const empty: PasswordValues = { current: '', next: '', again: '' };

/** Changes the password; the server's own rules answer at their fields. */
export function PasswordForm({ username }: { username: string }) {
  const { data: meta } = useMeta();
  const form = useForm<PasswordValues>({
    initialValues: empty,
    validate: (values) => passwordErrors(values, meta),
  });
  const change = useChangePassword();
  const submit = form.onSubmit(({ current, next }) =>
    change.mutate(
      { current_password: current, new_password: next },
      {
        onSuccess: () => {
          form.reset();
          toast({
            title: 'Password changed',
            message: 'Other devices are signed out. API tokens still work: revoke those below.',
            tone: 'ok',
          });
        },
        onError: (error) => form.setErrors(serverPasswordErrors(problemOf(error))),
      },
    ),
  );
  const unmapped = change.error && Object.keys(form.errors).length === 0;
  return (
    <form onSubmit={submit} className={styles.form} aria-label="Change password" noValidate>
      <input type="text" autoComplete="username" value={username} readOnly hidden />
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        {...form.getInputProps('current')}
      />
      <PasswordInput
        label="New password"
        description={meta && `At least ${meta.password_min_length} characters, not a common one.`}
        autoComplete="new-password"
        {...form.getInputProps('next')}
      />
      <PasswordInput
        label="New password again"
        autoComplete="new-password"
        {...form.getInputProps('again')}
      />
      <p className={styles.words}>
        A new password signs out all other devices. API tokens work until they are revoked.
      </p>
      {unmapped && <Failure error={change.error} />}
      <Button type="submit" loading={change.isPending}>
        Change password
      </Button>
    </form>
  );
}
