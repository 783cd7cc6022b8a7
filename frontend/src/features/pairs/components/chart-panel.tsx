import { openFaces } from '@backend/faces';
import { useCallback, useMemo } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { SimulatedTag, Tag } from '@/components/ui/badges';
import { Choice } from '@/components/ui/choice';
import { ExportLinks } from '@/components/ui/export-links';
import { Async, type AsyncQuery, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatAge, formatDate, formatDateTime } from '@/lib/format/time';
import { useConnection } from '@/lib/realtime/hooks';
import { useNow } from '@/lib/use-now';
import type { Analytics } from '../api/types';
import { chartHeight, isIndexed, numbersOf, pairOption, rowsOf } from '../lib/chart';
import { type PairsChange, type PairsView, queryOf, topicOf } from '../lib/view';
import { pairWhy } from '../lib/why';

const spanOptions = [
  { value: '120', label: '120' },
  { value: '500', label: '500' },
  { value: '2000', label: '2,000' },
  { value: 'all', label: 'All' },
] as const;

const newest = ({ interval, as_of }: Analytics): string =>
  interval === '1d' ? formatDate(as_of) : formatDateTime(as_of);

/** Prices, spread, z-score and correlation of the pair on one time axis. */
export function ChartPanel({
  view,
  query,
  onChange,
}: {
  view: PairsView;
  query: AsyncQuery<Analytics>;
  onChange: PairsChange;
}) {
  const pair = query.data;
  return (
    <Panel
      title={`${view.y} ~ ${view.x}`}
      subtitle={pair && `Newest common bar ${newest(pair)}`}
      badge={
        pair && (
          <>
            <LiveTag pair={pair} />
            {pair.simulated && <SimulatedTag />}
          </>
        )
      }
      actions={
        <>
          {pair && <ExportLinks kind="pairs" query={queryOf(view)} what="The pair" />}
          <Choice
            label="Bars shown"
            value={view.show}
            options={spanOptions}
            onChange={(show) => onChange({ show })}
          />
        </>
      }
    >
      <Async
        query={query}
        loading={<Loading height={chartHeight} />}
        errorTitle="This pair cannot be computed"
      >
        {(data) => <Figure pair={data} show={view.show} />}
      </Async>
    </Panel>
  );
}

/** Whether each new bar arrives by itself, and how old the newest is. */
function LiveTag({ pair }: { pair: Analytics }) {
  const { state } = useConnection();
  const now = useNow(5_000);
  const followed = topicOf({ ...pair, interval: pair.interval as PairsView['interval'] }) !== null;
  if (!followed) return null;
  const live = state === 'open';
  return (
    <Tag
      tone={live ? 'ok' : 'bad'}
      dot
      hint={
        live
          ? 'Updated at each closed bar of both sides.'
          : 'The connection is down. The numbers are updated once a minute.'
      }
    >
      {live ? openFaces.live.text : 'STALE'} · {formatAge(pair.as_of, now)}
    </Tag>
  );
}

function Figure({ pair, show }: { pair: Analytics; show: string }) {
  const indexed = isIndexed(pair.series, show);
  const rows = useMemo(() => rowsOf(pair.series, show), [pair.series, show]);
  const { y, x, threshold, interval } = pair;
  const option = useCallback(
    (theme: ChartTheme) => pairOption(rows, { y, x, threshold, interval }, theme, indexed),
    [rows, y, x, threshold, interval, indexed],
  );
  const numbers = useMemo(() => numbersOf(rows, y, x, indexed), [rows, y, x, indexed]);
  return (
    <EChart
      label={`Prices, spread, z-score and correlation of ${y} and ${x}`}
      option={option}
      height={chartHeight}
      numbers={numbers}
      why={pairWhy(pair, 'spread')}
      exportName={`${y}-${x}-${interval}-pair`}
    />
  );
}
