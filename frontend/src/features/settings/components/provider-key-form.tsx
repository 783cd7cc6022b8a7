import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '@/components/ui/faces';
import { type Provider, useForgetKey, useSaveKey, useTestProvider } from '../api/providers';
import styles from './settings.module.css';

/** Enters, tries and forgets a provider's key. A stored key is never shown again. */
export function ProviderKeyForm({ provider }: { provider: Provider }) {
  const { name, title, needs_key: takesKey, key, key_site: site } = provider;
  const [typed, setTyped] = useState('');
  const save = useSaveKey(name);
  const forget = useForgetKey(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(typed.trim(), { onSuccess: () => setTyped('') });
  };
  return (
    <div className={styles.providerActs}>
      {takesKey && key?.origin !== 'environment' && (
        <form onSubmit={submit} className={styles.keyForm} aria-label={`Key of ${title}`}>
          <PasswordInput
            size="xs"
            aria-label={`Key of ${title}`}
            placeholder={key ? 'Replace the key' : 'Key'}
            value={typed}
            maxLength={256}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" disabled={typed.trim() === ''} loading={save.isPending}>
            Save key
          </Button>
        </form>
      )}
      {takesKey && key?.origin === 'stored' && (
        <Button
          size="xs"
          variant="default"
          loading={forget.isPending}
          aria-label={`Forget the key of ${title}`}
          onClick={() => forget.mutate(undefined)}
        >
          Forget key
        </Button>
      )}
      <TestButton provider={provider} />
      {takesKey && !key && site && (
        <a href={site} target="_blank" rel="noreferrer">
          Get a key
        </a>
      )}
      {save.error && <Failure error={save.error} title="The key was not saved" />}
      {forget.error && <Failure error={forget.error} title="The key was not forgotten" />}
    </div>
  );
}

function TestButton({ provider }: { provider: Provider }) {
  const { name, title, state } = provider;
  const test = useTestProvider(name);
  if (state === 'off' || state === 'needs_key') return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        loading={test.isPending}
        aria-label={`Test ${title}`}
        onClick={() => test.mutate(undefined)}
      >
        Test
      </Button>
      {test.data && (
        <span role="status">
          {test.data.ok ? 'It answered.' : `${test.data.cause} ${test.data.fix}`}
        </span>
      )}
      {test.error && <Failure error={test.error} title="It was not tested" />}
    </>
  );
}
