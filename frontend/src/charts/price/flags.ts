/** Unusual bars and findings of data health as marks over the price, and as words in the legend. */
import type { SeriesMarker, SeriesMarkerShape, Time } from 'lightweight-charts';
import type { ChartTheme } from '../theme';
import type { ChartBar } from './bars';
import { barIndex, type LegendValue } from './legend';

/** A bar that stands out: why, and whether its price may be wrong. */
export type Flag = {
  time: number;
  words: string;
  suspect: boolean;
  /** Set when a check of data health found it, not the forest. */
  found?: boolean;
};

const colourOf = ({ suspect, found }: Flag, theme: ChartTheme): string => {
  if (suspect) return theme.down;
  return found ? theme.mark : theme.c2;
};

const shapeOf = ({ suspect, found }: Flag): SeriesMarkerShape => {
  if (found) return 'circle';
  return suspect ? 'square' : 'arrowDown';
};

const nameOf = ({ suspect, found }: Flag): string => {
  if (found) return 'Data finding';
  return suspect ? 'Unusual, check the data' : 'Unusual';
};

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
      shape: shapeOf(flag),
      color: colourOf(flag, theme),
    }));

/** What the legend says of a bar: nothing for an ordinary one. */
export function flagValue(
  flags: readonly Flag[],
  time: number | undefined,
  theme: ChartTheme,
): LegendValue[] {
  return flags
    .filter((flag) => flag.time === time)
    .map((flag) => ({ name: nameOf(flag), text: flag.words, colour: colourOf(flag, theme) }));
}
