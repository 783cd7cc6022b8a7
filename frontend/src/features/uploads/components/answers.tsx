import { Checkbox, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Choice } from '@/components/ui/choice';
import { uploadIntervals } from '@/types/limits';
import type { Preview } from '../api/uploads';
import { type Draft, orderLabels } from '../lib/draft';
import styles from './uploads.module.css';

const intervals = [
  { value: '', label: 'As detected' },
  ...uploadIntervals.map((value) => ({ value, label: value })),
];
const decimals = [
  { value: ',', label: 'Comma: 1,5' },
  { value: '.', label: 'Point: 1.5' },
];

/** What was asked last: an answer takes the question away, and may still be changed. */
function useAsked(orders: Preview['date_orders']): Preview['date_orders'] {
  const [asked, setAsked] = useState(orders);
  if (orders.length > 0 && orders.join() !== asked.join()) setAsked(orders);
  return asked;
}

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
  const decimalOpen = preview.needs.includes('decimal') || draft.decimal !== '';
  const orders = useAsked(preview.date_orders).map((value) => ({
    value,
    label: orderLabels[value],
  }));
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
          preview.day_only || preview.zoned
            ? 'Not needed for this file.'
            : 'The zone that the times in the file are in.'
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
      {decimalOpen && (
        <div className={styles.control}>
          <span aria-hidden>Decimal mark</span>
          <Choice
            label="Decimal mark"
            value={draft.decimal}
            options={decimals}
            onChange={(decimal) => onChange({ decimal })}
          />
        </div>
      )}
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
