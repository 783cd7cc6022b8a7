import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Tag } from '@/components/ui/badges';
import { Failure } from '@/components/ui/faces';
import { Pop } from '@/components/ui/pop';
import { paths } from '@/config/paths';
import type { InstrumentDetail } from '@/lib/api/market-types';
import { useRefreshInstrument, useRemoveInstrument } from '@/lib/api/universe';
import { formatAge, formatDateTime } from '@/lib/format/time';
import styles from '../symbol.module.css';

type Feed = NonNullable<InstrumentDetail['feed']>;

/** Who keeps this symbol up to date, since when, and what to do about it. */
export function FeedMenu({ instrument }: { instrument: InstrumentDetail }) {
  const { feed, removed, refreshable, source } = instrument;
  const failing = feed !== null && feed.cause !== '';
  const label = removed ? 'Removed' : `Data: ${feed?.provider || source}`;
  return (
    <Pop
      label="Data source"
      width={320}
      trigger={(props) => (
        <Button {...props} variant="default" size="compact-xs">
          {failing ? 'Data: late' : label}
        </Button>
      )}
    >
      <div className={styles.feed}>
        {feed ? <FeedFacts feed={feed} /> : <p>Daily prices come from {source}.</p>}
        {refreshable && <RefreshButton symbol={instrument.symbol} />}
        {!removed && <RemoveButton instrument={instrument} />}
      </div>
    </Pop>
  );
}

function FeedFacts({ feed }: { feed: Feed }) {
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
