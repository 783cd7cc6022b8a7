import { Link } from '@tanstack/react-router';
import { Async, Empty } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/config/paths';
import { useAlertEvents } from '@/lib/api/alerts';
import { formatAge } from '@/lib/format/time';
import { useNow } from '@/lib/use-now';
import { whyFigure } from '@/lib/why';

const SHOWN = 3;

/** The newest alerts that nobody has acknowledged. */
export function AlertsPanel() {
  const query = useAlertEvents(true);
  const now = useNow(10_000);
  return (
    <Panel title="Open alerts" actions={<Link to={paths.alerts}>All alerts</Link>}>
      <Async
        query={query}
        isEmpty={(events) => events.length === 0}
        empty={<Empty>No open alert.</Empty>}
      >
        {(events) => (
          <div style={{ display: 'grid', gap: 10 }}>
            {events.slice(0, SHOWN).map(({ id, message, occurred_at }) => (
              <div key={id} {...whyFigure({ measure: 'alerts.value', params: { id } })}>
                {message} <span className="dim">· {formatAge(occurred_at, now)}</span>
              </div>
            ))}
            {events.length > SHOWN && (
              <span className="dim">
                and {query.hasNextPage && 'more than '}
                {events.length - SHOWN} more
              </span>
            )}
          </div>
        )}
      </Async>
    </Panel>
  );
}
