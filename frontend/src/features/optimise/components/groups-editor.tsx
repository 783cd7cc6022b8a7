import { ActionIcon, Button, MultiSelect, TextInput } from '@mantine/core';
import { CloseIcon, PlusIcon } from '@/components/ui/icons';
import { NumberBox } from '@/components/ui/number-box';
import styles from './optimise.module.css';
import type { Form } from './optimise-form';

/** Limits on the share of several assets together. */
export function GroupsEditor({ form }: { form: Form }) {
  const { groups, symbols } = form.values;
  const add = () =>
    form.insertListItem('groups', {
      name: `Group ${groups.length + 1}`,
      symbols: [],
      min: 0,
      max: 50,
    });
  return (
    <fieldset className={styles.groups}>
      <legend className={styles.legend}>Groups</legend>
      {groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the form library addresses groups by their place
        <fieldset key={at} className={styles.group} aria-label={`Group ${group.name}`}>
          <div className={styles.legend}>
            <TextInput
              aria-label={`Name of group ${at + 1}`}
              {...form.getInputProps(`groups.${at}.name`)}
            />
            <ActionIcon
              aria-label={`Remove group ${group.name}`}
              onClick={() => form.removeListItem('groups', at)}
            >
              <CloseIcon />
            </ActionIcon>
          </div>
          <MultiSelect
            aria-label={`Assets of group ${group.name}`}
            placeholder="Assets"
            data={symbols}
            {...form.getInputProps(`groups.${at}.symbols`)}
          />
          <div className={styles.two}>
            <NumberBox label="At least" suffix=" %" {...form.getInputProps(`groups.${at}.min`)} />
            <NumberBox label="At most" suffix=" %" {...form.getInputProps(`groups.${at}.max`)} />
          </div>
        </fieldset>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<PlusIcon size={14} />}
        disabled={groups.length >= 10}
        onClick={add}
      >
        Add a group limit
      </Button>
    </fieldset>
  );
}
