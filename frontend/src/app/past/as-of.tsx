import { goTo } from '@backend/go-to';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Tag } from '@/components/ui/badges';
import { Loading } from '@/components/ui/faces';
import { HistoryIcon } from '@/components/ui/icons';
import { Pop } from '@/components/ui/pop';
import { formatDate } from '@/lib/format/time';
import { addressAt, past } from '@/lib/past/moment';
import { useClock } from '../clock/use-clock';
import styles from './past.module.css';

/** A day so many months earlier; the last of a month that has no such day. */
export function earlier(day: string, months: number): string {
  const moment = new Date(`${day}T00:00:00Z`);
  const date = moment.getUTCDate();
  moment.setUTCMonth(moment.getUTCMonth() - months);
  if (moment.getUTCDate() !== date) moment.setUTCDate(0);
  return moment.toISOString().slice(0, 10);
}

const steps = [
  { months: 1, label: 'A month earlier' },
  { months: 12, label: 'A year earlier' },
];

const show = (moment: string | null) => goTo(addressAt(moment));

/** Asks for the day whose knowledge all screens shall show. */
export function AsOfForm() {
  const present = useClock()?.now.slice(0, 10);
  const [chosen, setChosen] = useState(past?.slice(0, 10) ?? '');
  if (!present) return <Loading lines={4} />;
  const day = chosen || present;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        show(day);
      }}
    >
      <p>
        All screens show what was known at the end of a day: by bars that had closed, models that
        had been trained and forecasts as they had been issued.
      </p>
      <TextInput
        type="date"
        label="As of"
        size="sm"
        required
        withAsterisk={false}
        max={present}
        value={day}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <div className={styles.row}>
        {steps.map(({ months, label }) => (
          <Button
            key={label}
            size="compact-sm"
            variant="default"
            onClick={() => setChosen(earlier(day, months))}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className={styles.row}>
        <Button type="submit" size="compact-md">
          Show that day
        </Button>
        {past && (
          <Button size="compact-md" variant="default" onClick={() => show(null)}>
            Back to the present
          </Button>
        )}
      </div>
    </form>
  );
}

/** The control in the header: a sign at present, the moment itself while the past is shown. */
export function AsOf() {
  return (
    <Pop
      label="As of a past day"
      width={300}
      trigger={(props) =>
        past ? (
          <button type="button" {...props} className={styles.badge} aria-label={`As of ${past}`}>
            <Tag tone="warn">AS OF {formatDate(past)}</Tag>
          </button>
        ) : (
          <ActionIcon {...props} size={30} aria-label="As of a past day">
            <HistoryIcon />
          </ActionIcon>
        )
      }
    >
      <AsOfForm />
    </Pop>
  );
}
