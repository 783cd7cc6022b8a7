import { Button } from '@mantine/core';
import { Older } from '@/components/tables/older';
import { Tag, type Tone } from '@/components/ui/badges';
import { Choice } from '@/components/ui/choice';
import { Async, Empty, Failure } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { type AlertEvent, useAcknowledge, useAlertEvents } from '@/lib/api/alerts';
import { downloadCsv } from '@/lib/download';
import { formatAge, formatDateTime } from '@/lib/format/time';
import { useNow } from '@/lib/use-now';
import { whyFigure } from '@/lib/why';
import { subjectOf } from '../lib/words';
import styles from './alerts.module.css';

const filters = [
  { value: 'open', label: 'Open' },
  { value: 'all', label: 'All' },
] as const;

const tones: Record<string, Tone> = { sent: 'ok', delivered: 'ok', done: 'ok', failed: 'bad' };

function save(events: readonly AlertEvent[]): void {
  downloadCsv(
    'alerts',
    ['Time', 'Kind', 'Symbol', 'Value', 'Threshold', 'Message', 'Acknowledged'],
    events.map((event) => [
      event.occurred_at,
      event.kind,
      subjectOf(event),
      event.value,
      event.threshold ?? null,
      event.message,
      event.acknowledged_at ?? null,
    ]),
  );
}

/** What fired, newest first, and how the news went out. */
export function EventsPanel({
  filter,
  onFilter,
}: {
  filter: 'open' | 'all';
  onFilter: (filter: 'open' | 'all') => void;
}) {
  const query = useAlertEvents(filter === 'open');
  const acknowledge = useAcknowledge();
  return (
    <Panel
      title="Events"
      subtitle="Newest first, live"
      actions={
        <>
          <Choice label="Events shown" value={filter} options={filters} onChange={onFilter} />
          <Button
            size="compact-xs"
            variant="default"
            aria-label="Save events as CSV"
            disabled={!query.data?.length}
            onClick={() => query.data && save(query.data)}
          >
            CSV
          </Button>
        </>
      }
    >
      {acknowledge.error && (
        <Failure error={acknowledge.error} title="The alert was not acknowledged" />
      )}
      <Async
        query={query}
        isEmpty={(events) => events.length === 0}
        empty={<Empty>{filter === 'open' ? 'No open alert.' : 'Nothing has fired yet.'}</Empty>}
      >
        {(events) => (
          <ul className={styles.list} aria-label="Alerts">
            {events.map((event) => (
              <Event key={event.id} event={event} onSeen={() => acknowledge.mutate(event.id)} />
            ))}
          </ul>
        )}
      </Async>
      <Older query={query} what="events" />
    </Panel>
  );
}

function Event({ event, onSeen }: { event: AlertEvent; onSeen: () => void }) {
  const now = useNow(10_000);
  return (
    <li className={styles.event} data-tour="event">
      <div>
        <p {...whyFigure({ measure: 'alerts.value', params: { id: event.id } })}>
          <strong>{event.message}</strong>
        </p>
        <div className={styles.tags}>
          <span className={styles.words} title={formatDateTime(event.occurred_at, true)}>
            {formatAge(event.occurred_at, now)}
          </span>
          {event.details.quiet === true && <Tag>quiet</Tag>}
          {event.deliveries.map((delivery) => (
            <Tag
              key={`${delivery.channel}:${delivery.target}`}
              tone={tones[delivery.state ?? ''] ?? 'info'}
              hint={deliveryText(delivery)}
            >
              {delivery.channel}: {delivery.state}
            </Tag>
          ))}
        </div>
      </div>
      {event.acknowledged_at ? (
        <span className={styles.words}>seen {formatAge(event.acknowledged_at, now)}</span>
      ) : (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Acknowledge: ${event.message}`}
          onClick={onSeen}
        >
          Acknowledge
        </Button>
      )}
    </li>
  );
}

function deliveryText({
  target,
  attempts,
  error,
  delivered_at: at,
}: AlertEvent['deliveries'][number]): string {
  const parts = [
    target && `To ${target}.`,
    attempts !== undefined && `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}.`,
    at && `Delivered ${formatDateTime(at, true)}.`,
    error && `Error: ${error}`,
  ];
  return parts.filter(Boolean).join(' ');
}
