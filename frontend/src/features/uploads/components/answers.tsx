import { Checkbox, Select, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { Choice } from '@/components/ui/choice';
import type { Preview } from '../api/uploads';
import type { Draft } from '../lib/draft';
import styles from './uploads.module.css';

const intervals = [
  { value: '', label: 'As detected' },
  ...['1s', '1m', '5m', '15m', '1h', '1d'].map((value) => ({ value, label: value })),
];
const orders = [
  { value: 'dmy', label: 'Day first' },
  { value: 'mdy', label: 'Month first' },
];

/** The file's own questions: its name here, its zone, its interval, the order of its dates. */
export function Answers({
  preview,
  draft,
  known,
  symbolError,
  onChange,
}: {
  preview: Preview;
  draft: Draft;
  /** Whether the symbol is one of the person's own already. */
  known: boolean;
  symbolError: string | null;
  onChange: (patch: Partial<Draft>) => void;
}) {
  const zones = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], []);
  const orderOpen = preview.needs.includes('date_order') || draft.dateOrder !== '';
  return (
    <div className={styles.answers}>
      <TextInput
        label="Symbol"
        description={known ? 'Yours already: this file extends it.' : 'Only you will see it.'}
        value={draft.symbol}
        error={symbolError}
        onChange={(event) => onChange({ symbol: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label="Name"
        description="Optional."
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Currency"
        description="USD when empty; GBp or GBX for pence."
        value={draft.currency}
        maxLength={8}
        onChange={(event) => onChange({ currency: event.currentTarget.value })}
      />
      <Select
        label="Time zone"
        description={
          preview.day_only || preview.zoned ? 'Not needed for this file.' : 'Whose clock it is.'
        }
        placeholder="Choose"
        searchable
        clearable
        limit={40}
        data={zones}
        value={draft.timezone || null}
        nothingFoundMessage="No such zone"
        onChange={(timezone) => onChange({ timezone: timezone ?? '' })}
      />
      <div className={styles.control}>
        <span aria-hidden>Interval</span>
        <Choice
          label="Interval"
          value={draft.interval}
          options={intervals}
          onChange={(interval) => onChange({ interval })}
        />
      </div>
      {orderOpen && (
        <div className={styles.control}>
          <span aria-hidden>Order of dates</span>
          <Choice
            label="Order of dates"
            value={draft.dateOrder}
            options={orders}
            onChange={(dateOrder) => onChange({ dateOrder })}
          />
        </div>
      )}
      {known && (
        <Checkbox
          label="Delete its former bars first"
          checked={draft.replace}
          onChange={(event) => onChange({ replace: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}
