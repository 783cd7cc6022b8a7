import { Stat, Stats } from '@/components/ui/values';
import { Figure } from '@/components/ui/why';
import type { Health } from '@/lib/api/data-health';
import { formatInteger } from '@/lib/format/number';
import { formatAge, formatDateTime } from '@/lib/format/time';
import { useNow } from '@/lib/use-now';

/** What was checked, when, and what is open. */
export function Summary({ summary }: { summary: Health['summary'] }) {
  const now = useNow(10_000);
  const { open } = summary;
  return (
    <Stats width={130}>
      <Stat
        label="Instruments checked"
        value={formatInteger(summary.checked)}
        why={{ measure: 'health.checked' }}
        note={
          <Figure why={{ measure: 'health.series' }}>{formatInteger(summary.series)} series</Figure>
        }
      />
      <Stat
        label="Last check"
        value={summary.last_run ? formatAge(summary.last_run, now) : 'never'}
        note={
          summary.last_run ? formatDateTime(summary.last_run) : 'Runs automatically and on demand'
        }
      />
      <Stat
        label="Errors open"
        value={formatInteger(open.error)}
        note={open.error > 0 ? 'Numbers are wrong' : 'None found'}
        why={{ measure: 'health.errors' }}
      />
      <Stat
        label="Warnings open"
        value={formatInteger(open.warning)}
        note={open.warning > 0 ? 'Numbers may be wrong' : 'None found'}
        why={{ measure: 'health.warnings' }}
      />
      <Stat
        label="Notes open"
        value={formatInteger(open.info)}
        note="For information"
        why={{ measure: 'health.notes' }}
      />
      <Stat
        label="Resolved"
        value={formatInteger(summary.repaired + summary.dismissed)}
        why={{ measure: 'health.settled' }}
        note={`${formatInteger(summary.repaired)} repaired, ${formatInteger(summary.dismissed)} dismissed`}
      />
    </Stats>
  );
}
