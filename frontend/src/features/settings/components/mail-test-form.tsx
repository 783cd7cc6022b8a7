import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '@/components/ui/faces';
import { mailTestRequestLimits as limits } from '@/types/limits';
import { useTestMail } from '../api/mail';
import styles from './settings.module.css';

/** Sends one message and says what the mail server answered. */
export function MailTestForm({ email }: { email: string }) {
  const [typed, setTyped] = useState<string | null>(null);
  const test = useTestMail();
  const to = (typed ?? email).trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate(to);
  };
  return (
    <form onSubmit={submit} className={styles.inline} aria-label="Test message" noValidate>
      <TextInput
        label="Test message to"
        type="email"
        value={typed ?? email}
        maxLength={limits.to.maxLength}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={to === ''} loading={test.isPending}>
        Send a test message
      </Button>
      {test.data && (
        <span role="status">
          {test.data.ok
            ? `The mail server took the message to ${test.variables}.`
            : test.data.cause}
        </span>
      )}
      {test.error && <Failure error={test.error} title="Nothing was sent" />}
    </form>
  );
}
