import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Tag } from '@/components/ui/badges';
import { Async, Empty, Failure, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { symbolPath } from '@/config/paths';
import { problemOf } from '@/lib/api/problem';
import { formatAge, formatDateTime } from '@/lib/format/time';
import { whyFigure } from '@/lib/why';
import { type FindingLook, useFinding } from '../api/finding';
import { checkLabels, severityLabels, severityTones, spanText, stateLabels } from '../lib/words';
import { BarsChart } from './bars-chart';
import styles from './data-health.module.css';
import { Evidence } from './evidence';
import { Remedies } from './remedies';

/** One finding in full: its bars, its figures, and what can be done. */
export function FindingPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const query = useFinding(id);
  const close = (
    <Button size="compact-xs" variant="default" onClick={onClose}>
      Close
    </Button>
  );
  if (query.error && !query.data) {
    const gone = problemOf(query.error).status === 404;
    return (
      <Panel title="Finding" actions={close}>
        {gone ? (
          <Empty>This finding no longer exists.</Empty>
        ) : (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        )}
      </Panel>
    );
  }
  const look = query.data;
  return (
    <Panel
      title={look ? `${look.symbol}: ${checkLabels[look.check]}` : 'Finding'}
      subtitle={look && spanText(look)}
      badge={look && <Tag tone={severityTones[look.severity]}>{severityLabels[look.severity]}</Tag>}
      actions={close}
    >
      <Async query={query} loading={<Loading height={320} />}>
        {(found) => <Found look={found} />}
      </Async>
    </Panel>
  );
}

function Found({ look }: { look: FindingLook }) {
  return (
    <div className={styles.found}>
      <p
        className={styles.finding}
        {...whyFigure({ measure: 'health.finding', params: { id: look.id } })}
      >
        {look.sentence}
      </p>
      {look.bars.length > 0 && <BarsChart look={look} />}
      <Evidence look={look} />
      <Remedies key={`${look.id}:${look.state}`} look={look} />
      <Facts>
        <Fact label="State" value={stateLabels[look.state]} />
        <Fact label="First seen" value={formatDateTime(look.first_seen)} />
        <Fact label="Last seen" value={formatAge(look.last_seen)} />
        <Fact
          label="On the chart"
          value={<Link to={symbolPath(look.symbol) as '/'}>{look.symbol}</Link>}
        />
      </Facts>
    </div>
  );
}
