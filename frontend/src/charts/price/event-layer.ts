/** Splits and dividends as small marks under their bars; the legend says what they were. */
import { createSeriesMarkers, type ISeriesMarkersPluginApi, type Time } from 'lightweight-charts';
import type { ChartTheme } from '../theme';
import type { ChartBar } from './bars';
import { barIndex } from './legend';
import type { MainSeries } from './main-series';

export type ChartEvent = {
  /** Start of its day, in epoch seconds. */
  time: number;
  /** One letter on the chart. */
  letter: 'S' | 'D';
  /** What it was, for the legend. */
  words: string;
};

export class EventLayer {
  private plugin: ISeriesMarkersPluginApi<Time> | null = null;
  private events: readonly ChartEvent[] = [];
  private readonly theme: ChartTheme;

  constructor(theme: ChartTheme) {
    this.theme = theme;
  }

  /** The series was made anew; its marks have to be too. */
  attach(main: MainSeries): void {
    this.plugin = createSeriesMarkers(main.api, []);
  }

  /** Only marks of bars that are there: the library moves the others to the edge. */
  draw(events: readonly ChartEvent[], bars: readonly ChartBar[]): void {
    this.events = events.filter(({ time }) => barIndex(bars, time) >= 0);
    this.plugin?.setMarkers(
      this.events.map(({ time, letter }) => ({
        time: time as Time,
        position: 'belowBar',
        shape: letter === 'S' ? 'square' : 'circle',
        color: letter === 'S' ? this.theme.mark : this.theme.dim,
        text: letter,
        size: 0.6,
      })),
    );
  }

  /** What happened on a bar's day, or null. */
  wordsAt(time: number | undefined): string | null {
    const found = this.events.filter((event) => event.time === time);
    return found.length > 0 ? found.map(({ words }) => words).join(', ') : null;
  }
}
