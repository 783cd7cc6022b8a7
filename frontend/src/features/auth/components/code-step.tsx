import { Anchor, Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { CodeRefused } from '@/components/ui/code-refused';
import { Failure } from '@/components/ui/faces';
import { problemOf } from '@/lib/api/problem';
import { useSendCode, useStartOver } from '../api/enter';
import styles from '../auth.module.css';

/** Asks for the second factor: a code of the app, or a recovery code. */
export function CodeStep({ onDone }: { onDone: () => void }) {
  const [code, setCode] = useState('');
  const [empty, setEmpty] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const send = useSendCode();
  const back = useStartOver();
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(code.trim() === '');
    if (code.trim() === '') return;
    send.mutate(code.trim(), {
      onSuccess: ({ user }) => user && onDone(),
      onError: () => field.current?.select(),
    });
  };
  // The server forgets a right password after a while; then the way leads back.
  const late = send.error !== null && problemOf(send.error).status === 401;
  return (
    <form className={styles.form} onSubmit={submit} aria-label="Second factor" noValidate>
      <TextInput
        ref={field}
        label="Code"
        description="From your authenticator app, or one of your recovery codes."
        autoComplete="one-time-code"
        inputMode="numeric"
        size="md"
        maxLength={32}
        value={code}
        error={empty && 'Enter the code.'}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {send.error && <CodeRefused title="Sign-in did not work" error={send.error} />}
      {back.error && <Failure error={back.error} />}
      {!late && (
        <Button type="submit" size="md" loading={send.isPending}>
          Sign in
        </Button>
      )}
      <Anchor component="button" type="button" onClick={() => back.mutate()}>
        {late ? 'Start again' : 'Sign in as somebody else'}
      </Anchor>
    </form>
  );
}
