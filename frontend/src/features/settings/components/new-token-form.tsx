import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Choice } from '@/components/ui/choice';
import { Failure } from '@/components/ui/faces';
import { optionsOf } from '@/lib/options';
import { tokenCreateRequestLimits } from '@/types/limits';
import { type NewToken, type TokenScope, useCreateToken } from '../api/tokens';
import styles from './settings.module.css';

const scopeLabels: Record<TokenScope, string> = { read: 'Read', write: 'Read and write' };
const scopes = optionsOf(scopeLabels);

type Values = { name: string; scope: TokenScope };

/** A name and a scope make a token. */
export function NewTokenForm({ onMade }: { onMade: (token: NewToken) => void }) {
  const create = useCreateToken();
  const form = useForm<Values>({
    initialValues: { name: '', scope: 'read' },
    validate: { name: (name) => (name.trim() === '' ? 'Enter what it is for.' : null) },
  });
  const submit = form.onSubmit(({ name, scope }) =>
    create.mutate(
      { name: name.trim(), scope },
      {
        onSuccess: (token) => {
          form.reset();
          onMade(token);
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} className={styles.inline} aria-label="New token" noValidate>
      <TextInput
        label="Name"
        placeholder="Notebook"
        maxLength={tokenCreateRequestLimits.name.maxLength}
        {...form.getInputProps('name')}
      />
      <div className={styles.control}>
        <span aria-hidden>Scope</span>
        <Choice
          label="Scope"
          value={form.values.scope}
          options={scopes}
          onChange={(scope) => form.setFieldValue('scope', scope)}
        />
      </div>
      <Button type="submit" loading={create.isPending}>
        Make token
      </Button>
      {create.error && <Failure error={create.error} title="No token was made" />}
    </form>
  );
}
