import { Button } from '@mantine/core';
import { useState } from 'react';
import { Tag } from '@/components/ui/badges';
import { CodeRefused } from '@/components/ui/code-refused';
import { Async } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { toast } from '@/lib/toasts';
import { type Me, useMe } from '../api/profile';
import {
  activate,
  readCodes,
  renewCodes,
  type SecondFactor,
  type Setup,
  startSetup,
  turnOff,
  useRefreshSecondFactor,
  useSecondFactor,
} from '../api/second-factor';
import { type Act, useConfirmed } from '../api/use-confirmed';
import { ConfirmPassword } from './confirm-password';
import { RecoveryCodes } from './recovery-codes';
import { SecondFactorFacts } from './second-factor-facts';
import { SecondFactorSetup } from './second-factor-setup';
import styles from './settings.module.css';

/** A code of the phone beside the password: set up, recovered, turned off. */
export function SecondFactorPanel() {
  const me = useMe();
  const own = me.data?.is_demo === false;
  const factor = useSecondFactor(own);
  return (
    <Panel title="Second factor" badge={own && factor.data && <Tag tone="ok">ON</Tag>}>
      <Async query={me}>
        {(person) =>
          person.is_demo ? (
            <p className={styles.words}>
              The demo user’s password is public, so this account cannot have a second factor. Start
              in live mode to protect an account of your own.
            </p>
          ) : (
            <Async query={factor}>{(found) => <Managed me={person} factor={found} />}</Async>
          )
        }
      </Async>
    </Panel>
  );
}

function Managed({ me, factor }: { me: Me; factor: SecondFactor | null }) {
  const [setup, setSetup] = useState<Setup | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const refresh = useRefreshSecondFactor();
  const act = useConfirmed();
  const then = (work: Act) => act.run(() => work().finally(refresh));
  const showCodes = (get: () => Promise<string[]>) => then(async () => setCodes(await get()));
  const begin = () => then(async () => setSetup(await startSetup()));
  const turnOn = (code: string) =>
    then(async () => {
      await activate(code);
      setSetup(null);
      toast({ title: 'Second factor on', message: 'Keep the recovery codes.', tone: 'ok' });
      showCodes(readCodes);
    });
  const end = () =>
    then(async () => {
      await turnOff();
      setCodes(null);
      toast({ title: 'Second factor off', message: 'The password alone signs you in.' });
    });
  const cancel = () => {
    setSetup(null);
    act.leave();
  };
  return (
    <div className={styles.rows}>
      {setup && (
        <SecondFactorSetup setup={setup} busy={act.busy} onCode={turnOn} onCancel={cancel} />
      )}
      {!setup && !factor && <Off busy={act.busy} hidden={act.asked} onBegin={begin} />}
      {!setup && factor && (
        <SecondFactorFacts
          factor={factor}
          busy={act.busy}
          onShow={() => showCodes(readCodes)}
          onRenew={() => showCodes(renewCodes)}
          onTurnOff={end}
        />
      )}
      {codes && (
        <RecoveryCodes username={me.username} codes={codes} onDone={() => setCodes(null)} />
      )}
      {act.asked && <ConfirmPassword username={me.username} act={act} />}
      {act.error && <CodeRefused title="Not changed" error={act.error} />}
    </div>
  );
}

function Off({ busy, hidden, onBegin }: { busy: boolean; hidden: boolean; onBegin: () => void }) {
  return (
    <>
      <p className={styles.words}>
        Off. With it a stolen password is not enough: signing in also takes a code from an app on
        your phone.
      </p>
      {!hidden && (
        <div className={styles.buttons}>
          <Button loading={busy} onClick={onBegin}>
            Set up
          </Button>
        </div>
      )}
    </>
  );
}
