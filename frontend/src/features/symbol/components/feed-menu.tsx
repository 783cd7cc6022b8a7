import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Loading } from '@/components/ui/faces';
import { Pop } from '@/components/ui/pop';
import type { InstrumentDetail } from '@/lib/api/market-types';

const FeedFacts = lazy(() => import('./feed-facts').then((part) => ({ default: part.FeedFacts })));

/** Who keeps this symbol up to date, since when, and what to do about it. */
export function FeedMenu({ instrument }: { instrument: InstrumentDetail }) {
  const { feed, removed, source } = instrument;
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
      <Suspense fallback={<Loading lines={3} />}>
        <FeedFacts instrument={instrument} />
      </Suspense>
    </Pop>
  );
}
