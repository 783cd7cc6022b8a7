import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Failure } from '@/components/ui/faces';
import { useSession } from '@/lib/api/account/use-session';
import { useMeta } from '@/lib/api/meta';
import { type Credentials, useSignIn } from './api/enter';
import styles from './auth.module.css';
import { AuthCard } from './components/auth-card';
import { CodeStep } from './components/code-step';
import { safeNext } from './lib/safe-next';

const required = (what: string) => (value: string) => (value === '' ? `Enter your ${what}.` : null);

function DemoHint({ onUse }: { onUse: () => void }) {
  return (
    <div className={styles.hint}>
      Demo on this machine: user <strong>demo</strong>, password <strong>demo</strong>.{' '}
      <Anchor component="button" type="button" size="sm" onClick={onUse}>
        Fill in
      </Anchor>
    </div>
  );
}

function PasswordStep({ onDone }: { onDone: () => void }) {
  const { data: meta } = useMeta();
  const signIn = useSignIn();
  const form = useForm<Credentials>({
    initialValues: { username: '', password: '' },
    validate: { username: required('user name'), password: required('password') },
  });
  const submit = (credentials: Credentials) =>
    signIn.mutate(credentials, { onSuccess: ({ user }) => user && onDone() });
  return (
    <>
      {meta?.demo_login && (
        <DemoHint onUse={() => form.setValues({ username: 'demo', password: 'demo' })} />
      )}
      <form className={styles.form} onSubmit={form.onSubmit(submit)} noValidate>
        <TextInput
          label="User name or e-mail"
          autoComplete="username"
          size="md"
          data-autofocus
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          size="md"
          {...form.getInputProps('password')}
        />
        {signIn.error && <Failure title="Sign-in did not work" error={signIn.error} />}
        <Button type="submit" size="md" loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </>
  );
}

/** The password, then the second factor's code when the account has one. */
export function SignInPage() {
  const { data: session } = useSession();
  const search = useSearch({ strict: false }) as { next?: unknown; expired?: unknown };
  const router = useRouter();
  const codeAsked = session !== undefined && 'codeAsked' in session;
  const enter = () => router.history.push(safeNext(search.next));
  if (codeAsked) {
    return (
      <AuthCard title="Sign in" lead="The password is right. Now the code of your second factor.">
        <CodeStep onDone={enter} />
      </AuthCard>
    );
  }
  const lead = search.expired
    ? 'Your session ended. Sign in to continue where you were.'
    : 'Prices, risk and forecasts with their measured skill, on your own machine.';
  return (
    <AuthCard title="Sign in" lead={lead}>
      <PasswordStep onDone={enter} />
    </AuthCard>
  );
}
