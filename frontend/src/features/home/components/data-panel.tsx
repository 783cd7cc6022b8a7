import { Link } from '@tanstack/react-router';
import { StreamTag } from '@/components/stream-state/stream-panel';
import { Tag } from '@/components/ui/badges';
import { Async, Empty } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { paths } from '@/config/paths';
import { useHealthSummary } from '@/lib/api/data-health';
import { useInstruments } from '@/lib/api/instruments';
import { useMeta } from '@/lib/api/meta';
import { useStreamState } from '@/lib/api/stream-state';
import { formatInteger } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { useConnection } from '@/lib/realtime/hooks';
import { streamedLabel, summarise } from '../lib/coverage';

const states = {
  open: 'connected',
  connecting: 'connecting',
  idle: 'connecting',
  waiting: 'interrupted',
  refused: 'refused',
} as const;

const UNREAD = 'could not be read';

/** "2 errors, 1 warning", or that there are none. */
function findingsText(open: { error: number; warning: number; info: number }): string {
  const parts = [
    open.error > 0 && `${formatInteger(open.error)} ${open.error === 1 ? 'error' : 'errors'}`,
    open.warning > 0 &&
      `${formatInteger(open.warning)} ${open.warning === 1 ? 'warning' : 'warnings'}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : 'none';
}

/** What data there are, how far they reach and whether they move. */
export function DataPanel() {
  const query = useInstruments();
  const { data: meta } = useMeta();
  const { state } = useConnection();
  const health = useHealthSummary();
  const stream = useStreamState();
  return (
    <Panel
      title="Data"
      badge={meta && <Tag tone={meta.mode === 'demo' ? 'info' : 'ok'}>{meta.mode}</Tag>}
      actions={<Link to={paths.about}>Data sources</Link>}
    >
      <Async
        query={query}
        isEmpty={(all) => all.length === 0}
        empty={<Empty>No instruments yet.</Empty>}
      >
        {(all) => {
          const summary = summarise(all);
          return (
            <Facts>
              <Fact
                label="Real prices since"
                value={summary.since ? formatDate(summary.since) : 'none yet'}
              />
              <Fact
                label="Real prices to"
                value={summary.until ? formatDate(summary.until) : 'none yet'}
              />
              <Fact
                label="Instruments"
                value={formatInteger(summary.instruments)}
                why={{ measure: 'market.instruments' }}
              />
              <Fact
                label="With full candles"
                value={formatInteger(summary.withCandles)}
                why={{ measure: 'market.with_candles' }}
              />
              <Fact
                label={streamedLabel(stream.data)}
                value={formatInteger(summary.streaming)}
                why={{ measure: 'market.streaming' }}
              />
              <Fact
                label="Simulated only"
                value={formatInteger(summary.simulatedOnly)}
                why={{ measure: 'market.simulated_only' }}
              />
              <Fact
                label="Intraday venue"
                value={meta?.venue_simulated ? 'bundled simulator' : 'outside venue'}
              />
              <Fact label="Live connection" value={states[state]} />
              {health.data ? (
                <Fact
                  label="Open data findings"
                  value={<Link to={paths.dataHealth}>{findingsText(health.data.open)}</Link>}
                  why={{
                    measure: health.data.open.error > 0 ? 'health.errors' : 'health.warnings',
                  }}
                />
              ) : (
                health.error && <Fact label="Open data findings" value={UNREAD} />
              )}
              {stream.data ? (
                <Fact label="Live stream" value={<StreamTag state={stream.data} />} />
              ) : (
                stream.error && <Fact label="Live stream" value={UNREAD} />
              )}
            </Facts>
          );
        }}
      </Async>
    </Panel>
  );
}
