import { Button, Code, CopyButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { download } from '@/lib/download';
import { codesFile } from '../lib/codes';
import styles from './settings.module.css';

type Props = { username: string; codes: readonly string[]; onDone: () => void };

/** The codes that are left, to be kept somewhere else. */
export function RecoveryCodes({ username, codes, onDone }: Props) {
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.focus(), []);
  const save = () =>
    download(
      'sightline-recovery-codes.txt',
      new Blob([codesFile(username, codes)], { type: 'text/plain;charset=utf-8' }),
    );
  return (
    <fieldset ref={group} className={styles.secret} tabIndex={-1} aria-label="Recovery codes">
      <p>
        <strong>Recovery codes.</strong> Without your phone each of them signs you in once. Keep
        them where you keep passwords, and not on that phone.
      </p>
      <Code block className={styles.codes} data-testid="recovery-codes">
        {codes.join('\n')}
      </Code>
      <div className={styles.buttons}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button size="xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button size="xs" variant="default" onClick={save}>
          Download
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          I have them
        </Button>
      </div>
    </fieldset>
  );
}
