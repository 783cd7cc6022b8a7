import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { CloseIcon } from '@/components/ui/icons';
import { useMeta } from '@/lib/api/meta';
import styles from './alerts.module.css';
import type { Form } from './rule-editor';

const types = [
  { value: 'email', label: 'E-mail' },
  { value: 'webhook', label: 'Webhook' },
  { value: 'apprise', label: 'Service' },
] as const;

const placeholders = {
  email: 'name@example.org',
  webhook: 'https://example.org/hook',
  apprise: 'discord://… slack://… tgram://… pover://…',
};

/** Where an alert goes besides the list and the message on the screen. */
export function ChannelsEditor({ form }: { form: Form }) {
  const noMail = useMeta().data?.mail_problem ?? null;
  return (
    <fieldset className={styles.channels}>
      <legend className={styles.legend}>Also send to</legend>
      <p className={styles.hint}>
        In-app always. Webhooks are signed and go to public addresses only; services use Apprise
        addresses.
      </p>
      {noMail && <p className={styles.hint}>E-mail cannot be chosen. {noMail}</p>}
      {form.values.channels.map((channel, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are edited in place and have no other identity
        <div key={at} className={styles.channel}>
          <Select
            aria-label={`Channel ${at + 1}`}
            allowDeselect={false}
            data={types.map((type) => ({ ...type, disabled: type.value === 'email' && !!noMail }))}
            {...form.getInputProps(`channels.${at}.type`)}
          />
          <TextInput
            aria-label={`Address of channel ${at + 1}`}
            placeholder={placeholders[channel.type]}
            {...form.getInputProps(`channels.${at}.target`)}
          />
          <ActionIcon
            size={36}
            variant="default"
            aria-label={`Remove channel ${at + 1}`}
            onClick={() => form.removeListItem('channels', at)}
          >
            <CloseIcon />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            form.insertListItem('channels', { type: noMail ? 'webhook' : 'email', target: '' })
          }
        >
          Add a channel
        </Button>
      </div>
    </fieldset>
  );
}
