import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useRouter } from '@tanstack/react-router';
import { Async, Failure } from '@/components/ui/faces';
import { paths } from '@/config/paths';
import { shortPassword } from '@/lib/api/account/password';
import { type Meta, useMeta } from '@/lib/api/meta';
import { useSignUp } from './api/enter';
import styles from './auth.module.css';
import { AuthCard } from './components/auth-card';

type Form = { username: string; email: string; password: string; again: string };

function SignUpForm({ meta }: { meta: Meta }) {
  const router = useRouter();
  const signUp = useSignUp();
  const form = useForm<Form>({
    initialValues: { username: '', email: '', password: '', again: '' },
    validate: {
      username: (value) => (value.trim() ? null : 'Enter a user name.'),
      email: (value) => (/^\S+@\S+$/.test(value) ? null : 'Enter an e-mail address.'),
      password: (value) => shortPassword(value, meta),
      again: (value, all) => (value === all.password ? null : 'The two passwords differ.'),
    },
  });
  const submit = ({ username, email, password }: Form) =>
    signUp.mutate(
      { username, email, password },
      { onSuccess: () => router.history.push(paths.home) },
    );
  return (
    <form className={styles.form} onSubmit={form.onSubmit(submit)} noValidate>
      <TextInput
        label="User name"
        autoComplete="username"
        size="md"
        {...form.getInputProps('username')}
      />
      <TextInput label="E-mail" autoComplete="email" size="md" {...form.getInputProps('email')} />
      <PasswordInput
        label="Password"
        description={`At least ${meta.password_min_length} characters, not a common one.`}
        autoComplete="new-password"
        size="md"
        {...form.getInputProps('password')}
      />
      <PasswordInput
        label="Password again"
        autoComplete="new-password"
        size="md"
        {...form.getInputProps('again')}
      />
      {signUp.error && <Failure title="The account was not made" error={signUp.error} />}
      <Button type="submit" size="md" loading={signUp.isPending}>
        Make the account
      </Button>
    </form>
  );
}

export function SignUpPage() {
  const meta = useMeta();
  return (
    <AuthCard title="Sign up" lead={meta.data?.signup_open !== false && FIRST}>
      <Async query={meta}>
        {(found) => (found.signup_open ? <SignUpForm meta={found} /> : <Closed />)}
      </Async>
    </AuthCard>
  );
}

const FIRST = 'Welcome. Nobody owns this installation yet: make the owner’s account to begin.';

function Closed() {
  return (
    <>
      <p className={styles.lead}>This installation has its owner, and the sign-up is closed.</p>
      <Anchor component={Link} to={paths.signIn}>
        Go to sign-in
      </Anchor>
    </>
  );
}
