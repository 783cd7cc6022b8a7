import { Button } from '@mantine/core';
import { useState } from 'react';
import { Choice, type Option } from '@/components/ui/choice';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatDate } from '@/lib/format/time';
import { type Home, useNews } from '../api/use-news';
import { type Line, newsLines } from '../lib/news';
import styles from './news.module.css';
import { NewsLine } from './news-line';

const SHOWN = 6;

type Span = 'visit' | 'week' | 'month';

const spans: readonly Option<Span>[] = [
  { value: 'visit', label: 'Last visit' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: 'Month' },
];

const days: Record<Exclude<Span, 'visit'>, number> = { week: 7, month: 30 };

/** The day so long before the newest close; nothing while that is not known. */
function sinceOf(span: Span, lastClose: string | null): string | undefined {
  if (span === 'visit' || !lastClose) return undefined;
  const moment = new Date(lastClose);
  moment.setUTCDate(moment.getUTCDate() - days[span]);
  return moment.toISOString().slice(0, 10);
}

const titles: Record<Home['since_reason'], string> = {
  visit: 'Since you were here',
  close: 'Since the last close',
  asked: 'What changed',
};

const nothing: Record<Home['since_reason'], string> = {
  visit: 'Nothing has changed for your watched symbols since you were here.',
  close: 'The last close brought nothing to report for your watched symbols.',
  asked: 'Nothing has changed for your watched symbols in this time.',
};

/** What changed for the watched symbols since the last visit, newest first. */
export function NewsPanel() {
  const [span, setSpan] = useState<Span>('visit');
  const [lastClose, setLastClose] = useState<string | null>(null);
  const query = useNews(sinceOf(span, lastClose));
  const { data } = query;
  if (data && data.last_close !== lastClose) setLastClose(data.last_close);
  return (
    <Panel
      title={data ? titles[data.since_reason] : 'What changed'}
      subtitle={data && `From ${formatDate(data.since)} to ${formatDate(data.market_time)}`}
      actions={
        <Choice label="What changed since" value={span} options={spans} onChange={setSpan} />
      }
    >
      <Async query={query} loading={<Loading lines={SHOWN} />}>
        {(home) => <Lines home={home} key={span} />}
      </Async>
    </Panel>
  );
}

function Lines({ home }: { home: Home }) {
  const [all, setAll] = useState(false);
  const lines: Line[] = newsLines(home.changes);
  const { more_alerts, more_findings } = home.changes;
  if (lines.length === 0) {
    const watches = home.watchlist.length + home.without_price.length > 0;
    return (
      <Empty>
        {watches
          ? nothing[home.since_reason]
          : 'What happens to your watched symbols appears here.'}
      </Empty>
    );
  }
  return (
    <>
      <ul className={styles.lines}>
        {(all ? lines : lines.slice(0, SHOWN)).map((line) => (
          <NewsLine key={line.key} line={line} since={home.since} until={home.market_time} />
        ))}
      </ul>
      {all && (more_alerts > 0 || more_findings > 0) && (
        <p className="dim">
          Not listed: {more_alerts} more alerts, {more_findings} more findings.
        </p>
      )}
      {lines.length > SHOWN && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${lines.length}`}
        </Button>
      )}
    </>
  );
}
