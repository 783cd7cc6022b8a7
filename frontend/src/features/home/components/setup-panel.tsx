import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Tag } from '@/components/ui/badges';
import { Async } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { useDisplay, useSaveDisplay } from '@/lib/api/account/display-settings';
import { useMeta } from '@/lib/api/meta';
import { formatAge } from '@/lib/format/time';
import { toast } from '@/lib/toasts';
import { type SetupStep, useSetup } from '../api/use-setup';
import { leftOver, stepStates, stepWords } from '../lib/setup-words';
import styles from './setup.module.css';

/** What a live installation still needs; gone once all is done or it is put away. */
export function SetupPanel() {
  const { data: meta } = useMeta();
  const { data: display } = useDisplay();
  return meta?.mode === 'live' && display?.hide_setup === false ? <Steps /> : null;
}

function Steps() {
  const setup = useSetup();
  const save = useSaveDisplay();
  const left = leftOver(setup.data?.steps ?? []);
  if (setup.data && left === 0) return null;
  const putAway = () =>
    save.mutate(
      { hide_setup: true },
      {
        onSuccess: () =>
          toast({ title: 'Put away', message: 'Settings, under Display, brings it back.' }),
      },
    );
  return (
    <Panel
      title="Set up Sightline"
      subtitle={
        setup.data && `${setup.data.steps.length - left} of ${setup.data.steps.length} done`
      }
      actions={
        <Button size="compact-xs" variant="default" loading={save.isPending} onClick={putAway}>
          Put away
        </Button>
      }
    >
      <Async query={setup} errorTitle="The steps could not be loaded">
        {({ steps }) => (
          <ul className={styles.steps}>
            {steps.map((step) => (
              <Step key={step.name} step={step} />
            ))}
          </ul>
        )}
      </Async>
    </Panel>
  );
}

function Step({ step }: { step: SetupStep }) {
  const { title, way } = stepWords[step.name];
  const { text, tone } = stepStates[step.state];
  const open = step.state !== 'done';
  return (
    <li className={styles.step}>
      <Tag tone={tone}>{text}</Tag>
      <span className={styles.words}>
        <strong>{title}</strong>
        <span className="dim">
          {step.detail}
          {step.at && step.name !== 'account' && ` Last ${formatAge(step.at)}.`}
        </span>
        {open && step.command && <code>{step.command}</code>}
      </span>
      {open && way && (
        <Link to={way.to} {...(way.hash && { hash: way.hash })}>
          {way.text}
        </Link>
      )}
    </li>
  );
}
