/** From a forecast's steps to the points of the fan. */
import type { UTCTimestamp } from 'lightweight-charts';
import { toTime } from './bars';
import type { FanData } from './fan-series';

export type FanStep = {
  target_time: string;
  predicted_price: number;
  lower_50: number;
  upper_50: number;
  lower_90: number;
  upper_90: number;
};

export type FanAnchor = { time: string; price: number };

const SECONDS_PER_DAY = 86_400;

/** Daily bars stand at midnight UTC, whenever the session closes; so must the steps. */
function chartTime(timestamp: string, daily: boolean): UTCTimestamp {
  const time = toTime(timestamp);
  return (daily ? Math.floor(time / SECONDS_PER_DAY) * SECONDS_PER_DAY : time) as UTCTimestamp;
}

/** Begins at the anchor, where the forecast was made: later ticks never move it. */
export function fanData(anchor: FanAnchor, steps: readonly FanStep[], daily: boolean): FanData[] {
  const { price } = anchor;
  const start: FanData = {
    time: chartTime(anchor.time, daily),
    median: price,
    lower50: price,
    upper50: price,
    lower90: price,
    upper90: price,
  };
  const points = steps.map((step) => ({
    time: chartTime(step.target_time, daily),
    median: step.predicted_price,
    lower50: step.lower_50,
    upper50: step.upper_50,
    lower90: step.lower_90,
    upper90: step.upper_90,
  }));
  const all: FanData[] = [start, ...points];
  return all.filter((point, at) => at === 0 || Number(point.time) > Number(all[at - 1]?.time));
}
