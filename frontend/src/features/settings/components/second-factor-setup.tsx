import { Button, Code, CopyButton, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Setup } from '../api/second-factor';
import { grouped } from '../lib/codes';
import styles from './settings.module.css';

type Props = {
  setup: Setup;
  busy: boolean;
  onCode: (code: string) => void;
  onCancel: () => void;
};

/** The secret as a picture and as text, and the first code as proof that it arrived. */
export function SecondFactorSetup({ setup, busy, onCode, onCancel }: Props) {
  const [code, setCode] = useState('');
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCode(code.trim());
  };
  return (
    <fieldset
      ref={group}
      className={styles.setup}
      tabIndex={-1}
      aria-label="Set up the second factor"
    >
      <p className={styles.words}>
        Scan this with an authenticator app, or type the secret into it. Then enter the code that
        the app shows.
      </p>
      <img
        className={styles.qr}
        src={`data:image/svg+xml,${encodeURIComponent(setup.drawing)}`}
        alt="QR code of the secret"
      />
      <div className={styles.buttons}>
        <Code className={styles.code} data-testid="totp-secret">
          {grouped(setup.secret)}
        </Code>
        <CopyButton value={setup.secret}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" aria-label="Copy the secret" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      <form onSubmit={submit} className={styles.form} aria-label="First code" noValidate>
        <TextInput
          label="Code"
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={12}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <div className={styles.buttons}>
          <Button type="submit" disabled={code.trim() === ''} loading={busy}>
            Turn on
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </form>
    </fieldset>
  );
}
