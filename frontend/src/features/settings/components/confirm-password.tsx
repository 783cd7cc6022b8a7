import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Failure } from '@/components/ui/faces';
import { problemOf } from '@/lib/api/problem';
import { useConfirmPassword } from '../api/second-factor';
import type { Confirmed } from '../api/use-confirmed';
import styles from './settings.module.css';

/** Asks for the password in place, then goes on with what was wanted. */
export function ConfirmPassword({ username, act }: { username: string; act: Confirmed }) {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const confirm = useConfirmPassword();
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate(typed, { onSuccess: act.goOn, onError: () => field.current?.select() });
  };
  const wrong = confirm.error && problemOf(confirm.error).errors?.[0]?.message;
  return (
    <form onSubmit={submit} className={styles.form} aria-label="Confirm that it is you" noValidate>
      <input type="text" autoComplete="username" value={username} readOnly hidden />
      <PasswordInput
        ref={field}
        label="Your password"
        description="Asked again before the second factor is shown or changed."
        autoComplete="current-password"
        value={typed}
        error={wrong}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {confirm.error && !wrong && <Failure error={confirm.error} />}
      <div className={styles.buttons}>
        <Button type="submit" disabled={typed === ''} loading={confirm.isPending}>
          Go on
        </Button>
        <Button variant="default" onClick={act.leave}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
