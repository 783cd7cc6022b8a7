import { Button, Code, CopyButton } from '@mantine/core';
import { useState } from 'react';
import { Async, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { useWebhookSecret } from '../api/get-secret';
import styles from './alerts.module.css';

/** How a receiver knows that a webhook is from here; the secret is shown on demand. */
export function SecretPanel() {
  const [shown, setShown] = useState(false);
  const query = useWebhookSecret(shown);
  return (
    <Panel
      title="Webhook signature"
      actions={
        <Button size="xs" variant="default" onClick={() => setShown(!shown)}>
          {shown ? 'Hide the secret' : 'Show the secret'}
        </Button>
      }
    >
      {!shown && (
        <p className={styles.words}>
          Every webhook carries a signature of its body. Check it with your secret before you trust
          the message.
        </p>
      )}
      {shown && (
        <Async query={query} loading={<Loading lines={2} />}>
          {({ header, algorithm, secret }) => (
            <div className={styles.secret}>
              <p className={styles.words}>
                {header}: {algorithm}
              </p>
              <Code className={styles.code}>{secret}</Code>
              <div>
                <CopyButton value={secret}>
                  {({ copied, copy }) => (
                    <Button size="xs" variant="default" onClick={copy}>
                      {copied ? 'Copied' : 'Copy'}
                    </Button>
                  )}
                </CopyButton>
              </div>
            </div>
          )}
        </Async>
      )}
    </Panel>
  );
}
