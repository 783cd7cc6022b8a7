import { Button, Code, CopyButton } from '@mantine/core';
import type { NewToken } from '../api/tokens';
import styles from './settings.module.css';

/** The secret of a new token, shown this one time. */
export function TokenSecret({ token, onDone }: { token: NewToken; onDone: () => void }) {
  return (
    <div className={styles.secret} role="status">
      <p>
        <strong>{token.name}</strong>: copy it now. Only its hash is stored, so it is never shown
        again.
      </p>
      <Code className={styles.code} data-testid="token-secret">
        {token.token}
      </Code>
      <div className={styles.buttons}>
        <CopyButton value={token.token}>
          {({ copied, copy }) => (
            <Button size="xs" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button size="xs" variant="default" onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}
