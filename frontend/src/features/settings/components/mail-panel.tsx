import { Tag } from '@/components/ui/badges';
import { Async, Stale } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { type MailServer, type MailSettings, useMail } from '../api/mail';
import { useMe } from '../api/profile';
import { securities } from '../lib/mail';
import { MailForm } from './mail-form';
import { MailTestForm } from './mail-test-form';
import styles from './settings.module.css';

/** Where alerts and password resets go out: set, tried, forgotten. */
export function MailPanel() {
  const mail = useMail();
  return (
    <Panel
      title="E-mail"
      subtitle="The mail server of alerts and password resets. Its password is stored encrypted and never shown again."
      badge={mail.data && <State mail={mail.data} />}
    >
      <Async query={mail}>{(found) => <Managed mail={found} />}</Async>
    </Panel>
  );
}

function State({ mail: { origin, problem, server } }: { mail: MailSettings }) {
  if (origin === 'none') return <Tag>not set</Tag>;
  if (problem) return <Tag tone="bad">not working</Tag>;
  if (origin === 'environment') return <Tag tone="info">from the environment</Tag>;
  if (!server) return <Tag tone="info">set</Tag>;
  return server.tested_at ? <Tag tone="ok">tested</Tag> : <Tag tone="warn">not tested</Tag>;
}

function Managed({ mail }: { mail: MailSettings }) {
  const me = useMe();
  const { origin, problem, server, may_change: mayChange } = mail;
  if (!mayChange) {
    return <p className="dim">Only the owner of this installation sets the mail server.</p>;
  }
  return (
    <div className={styles.rows}>
      {problem && origin !== 'none' && <Stale title="No mail leaves." cause={problem} />}
      {origin === 'environment' ? (
        <FromEnvironment server={server} />
      ) : (
        <Async query={me}>
          {({ email }) => <MailForm key={server?.set_at ?? 'none'} server={server} email={email} />}
        </Async>
      )}
      {!problem && <MailTestForm key={server?.set_at} email={me.data?.email ?? ''} />}
    </div>
  );
}

function FromEnvironment({ server }: { server: MailServer | null }) {
  return (
    <>
      {server && (
        <Facts>
          <Fact label="Server" value={`${server.host}:${server.port}`} />
          <Fact label="Encryption" value={securities[server.security].label} />
          <Fact label="User name" value={server.user || 'no login'} />
          <Fact label="From" value={server.from_address} />
        </Facts>
      )}
      <p className="dim">
        The environment sets it by SIGHTLINE_EMAIL_URL, which goes before what is entered here.
        Remove it there and start again to set the server on this screen.
      </p>
    </>
  );
}
