import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Tag } from '@/components/ui/badges';
import { Failure } from '@/components/ui/faces';
import { paths } from '@/config/paths';
import type { InstrumentDetail } from '@/lib/api/market-types';
import { useRefreshInstrument, useRemoveInstrument } from '@/lib/api/upkeep';
import { formatAge, formatDateTime } from '@/lib/format/time';
import styles from '../symbol.module.css';

type Feed = NonNullable<InstrumentDetail['feed']>;

/** Who keeps the symbol up to date, since when, and what can be done about it. */
export function FeedFacts({ instrument }: { instrument: InstrumentDetail }) {
  const { feed, removed, refreshable, source } = instrument;
  return (
    <div className={styles.feed}>
      {feed ? <Asked feed={feed} /> : <p>Daily prices come from {source}.</p>}
      {refreshable && <RefreshButton symbol={instrument.symbol} />}
      {!removed && <RemoveButton instrument={instrument} />}
    </div>
  );
}

function Asked({ feed }: { feed: Feed }) {
  const { provider, succeeded_at, cause, tried, next_at } = feed;
  return (
    <>
      {succeeded_at && (
        <p>
          Daily prices from <strong>{provider}</strong>, asked {formatAge(succeeded_at)}.
        </p>
      )}
      {cause && (
        <p>
          <Tag tone="bad">STALE</Tag> {cause}
        </p>
      )}
      {!cause && tried.length > 0 && (
        <ul>
          {tried.map((one) => (
            <li key={one.provider}>
              Before it {one.provider} was asked: {one.cause}
            </li>
          ))}
        </ul>
      )}
      <p className="dim">Next automatic request on {formatDateTime(next_at)}.</p>
    </>
  );
}

function RefreshButton({ symbol }: { symbol: string }) {
  const refresh = useRefreshInstrument(symbol);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={refresh.isPending}
        onClick={() => refresh.mutate()}
      >
        Refresh now
      </Button>
      {refresh.error && <Failure error={refresh.error} title="It was not refreshed" />}
    </>
  );
}

function RemoveButton({ instrument }: { instrument: InstrumentDetail }) {
  const [asked, setAsked] = useState(false);
  const navigate = useNavigate();
  const remove = useRemoveInstrument(instrument.symbol);
  const press = () => {
    if (!asked) return setAsked(true);
    remove.mutate(undefined, { onSuccess: () => void navigate({ to: paths.home }) });
  };
  const words = instrument.private
    ? 'Your upload and all its bars are deleted.'
    : 'It is no longer refreshed or found; what refers to it still shows its history.';
  return (
    <>
      {asked && <p className="dim">{words}</p>}
      <Button
        size="compact-sm"
        variant="default"
        color="red"
        loading={remove.isPending}
        onClick={press}
      >
        {asked ? 'Really remove?' : `Remove ${instrument.symbol}`}
      </Button>
      {remove.error && <Failure error={remove.error} title="It was not removed" />}
    </>
  );
}
