import type { Instrument } from '@/lib/api/market-types';
import { useUrlState } from '@/lib/url-state';
import { defaultRange, type Interval, intervalFor, offeredRanges, type Range } from './ranges';
import { viewShape } from './view';

/** The view that the address asks for, made possible for this instrument. */
export function useView(instrument: Instrument) {
  const [state, set] = useUrlState(viewShape);
  const offered = offeredRanges(instrument);
  const range: Range = offered.find((one) => one === state.range) ?? defaultRange(instrument);
  const interval: Interval = intervalFor(range, state.interval, instrument.finest_interval);
  return { state, set, offered, range, interval };
}

export type View = ReturnType<typeof useView>;
