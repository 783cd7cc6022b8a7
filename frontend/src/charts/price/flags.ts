/** Unusual bars as marks over the price, and as words in the legend. */
import type { SeriesMarker, Time } from 'lightweight-charts';
import type { ChartTheme } from '../theme';
import type { ChartBar } from './bars';
import { barIndex, type LegendValue } from './legend';

/** A bar that stands out: why, and whether its price may be wrong. */
export type Flag = { time: number; words: string; suspect: boolean };

const colourOf = (flag: Flag, theme: ChartTheme): string => (flag.suspect ? theme.down : theme.c2);

/** Marks for the flags whose bars are on the chart. */
export const flagMarkers = (
  flags: readonly Flag[],
  bars: readonly ChartBar[],
  theme: ChartTheme,
): SeriesMarker<Time>[] =>
  flags
    .filter(({ time }) => barIndex(bars, time) >= 0)
    .map((flag) => ({
      time: flag.time as Time,
      position: 'aboveBar',
      shape: flag.suspect ? 'square' : 'arrowDown',
      color: colourOf(flag, theme),
    }));

/** What the legend says of a bar: nothing for an ordinary one. */
export function flagValue(
  flags: readonly Flag[],
  time: number | undefined,
  theme: ChartTheme,
): LegendValue[] {
  const flag = flags.find((one) => one.time === time);
  if (!flag) return [];
  const name = flag.suspect ? 'Unusual, check the data' : 'Unusual';
  return [{ name, text: flag.words, colour: colourOf(flag, theme) }];
}
