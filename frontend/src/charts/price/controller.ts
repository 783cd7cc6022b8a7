/**
 * The price chart, imperatively: React passes it what changed and it repaints once.
 *
 * Ticks come in by `update` and touch the last bar only, so zoom, pan and a resting crosshair stay.
 */
import {
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  LineSeries,
  type MouseEventParams,
  PriceScaleMode,
  type Time,
} from 'lightweight-charts';
import { chartOptions } from '../chart-options';
import type { Study } from '../studies/study';
import { type ChartTheme, seriesColours } from '../theme';
import { type ChartBar, hasVolume, mergeBar } from './bars';
import { type ChartEvent, EventLayer } from './event-layer';
import { type FanData, FanSeries } from './fan-series';
import { type Flag, flagMarkers, flagValue } from './flags';
import { barIndex, LegendStore } from './legend';
import { type MainKind, MainSeries, type Mark } from './main-series';
import { type Precision, type PriceFormat, precisionOf, priceFormatOf } from './price-format';
import { StudyLayer } from './study-layer';

export type Scale = 'linear' | 'log' | 'percent';
export type Compared = { symbol: string; bars: readonly ChartBar[] };
export type Shape = {
  kind: MainKind;
  precision: Precision;
  withClock: boolean;
  withSeconds: boolean;
};

type FanApi = ISeriesApi<'Custom', Time, FanData>;

const modes: Record<Scale, PriceScaleMode> = {
  linear: PriceScaleMode.Normal,
  log: PriceScaleMode.Logarithmic,
  percent: PriceScaleMode.Percentage,
};

export class PriceChartController {
  readonly legend = new LegendStore();
  private readonly chart: IChartApi;
  private readonly theme: ChartTheme;
  private readonly studyLayer: StudyLayer;
  private readonly eventLayer: EventLayer;
  private events: readonly ChartEvent[] = [];
  private main: MainSeries | null = null;
  private volume: ISeriesApi<'Histogram'> | null = null;
  private fan: FanApi | null = null;
  private fanData: readonly FanData[] = [];
  private compared: { symbol: string; series: ISeriesApi<'Line'> }[] = [];
  private bars: ChartBar[] = [];
  private studies: readonly Study[] = [];
  private perYear = 252;
  private visibleFrom = 0;
  private touched = false;
  private hovered: number | null = null;
  private mark: Mark | null = null;
  private flags: readonly Flag[] = [];
  private flagLayer: ISeriesMarkersPluginApi<Time> | null = null;
  private priceFormat: PriceFormat = priceFormatOf(precisionOf([]));
  private readonly stops: (() => void)[] = [];

  constructor(element: HTMLElement, theme: ChartTheme) {
    this.theme = theme;
    this.chart = createChart(element, chartOptions(theme, { withClock: false }));
    this.studyLayer = new StudyLayer(this.chart, theme);
    this.eventLayer = new EventLayer(theme);
    this.chart.subscribeCrosshairMove(this.moved);
    const touch = () => {
      this.touched = true;
    };
    for (const name of ['wheel', 'pointerdown'] as const) {
      element.addEventListener(name, touch, { passive: true });
      this.stops.push(() => element.removeEventListener(name, touch));
    }
  }

  destroy(): void {
    for (const stop of this.stops) stop();
    this.chart.remove();
  }

  setShape({ kind, precision, withClock, withSeconds }: Shape): void {
    this.chart.applyOptions(chartOptions(this.theme, { withClock, withSeconds }));
    const before = this.main;
    // The axis is marked by the format of any of its series, so all of them share one.
    this.priceFormat = priceFormatOf(precision);
    this.main = new MainSeries(this.chart, this.theme, kind, this.priceFormat);
    this.fan?.applyOptions({ priceFormat: this.priceFormat });
    this.studyLayer.setPriceFormat(this.priceFormat);
    this.main.set(this.bars);
    this.main.mark(this.mark);
    this.drawFlags();
    this.eventLayer.attach(this.main);
    this.eventLayer.draw(this.events, this.bars);
    if (before) this.chart.removeSeries(before.api);
  }

  /** Loads bars. `visibleFrom` starts a fresh view; without it the view stays where it is. */
  setBars(bars: readonly ChartBar[], visibleFrom: number | null): void {
    const range = visibleFrom === null ? this.chart.timeScale().getVisibleRange() : null;
    this.bars = [...bars];
    this.main?.set(this.bars);
    this.eventLayer.draw(this.events, this.bars);
    this.drawVolume();
    this.drawFlags();
    this.studyLayer.choose(this.studies, this.perYear, this.bars, this.firstOwnPane());
    this.stretchPanes();
    if (visibleFrom !== null) {
      this.visibleFrom = visibleFrom;
      this.touched = false;
      this.hovered = null;
      this.showFrom();
    } else if (range) this.chart.timeScale().setVisibleRange(range);
    this.updateLegend();
  }

  /** A live bar: changes the last one or begins the next. */
  update(bar: ChartBar): void {
    if (mergeBar(this.bars, bar) === 'ignored') return;
    this.main?.update(bar);
    if (this.volume && bar.volume !== null) this.volume.update(this.volumePoint(bar));
    this.studyLayer.update(this.bars);
    // A crosshair that rests on an older bar keeps that bar's figures.
    if (this.hovered === null || this.hovered === bar.time) this.updateLegend();
  }

  setStudies(studies: readonly Study[], perYear: number): void {
    this.studies = studies;
    this.perYear = perYear;
    this.studyLayer.choose(studies, perYear, this.bars, this.firstOwnPane());
    this.stretchPanes();
    this.updateLegend();
  }

  /** Compared symbols turn the scale into an index that starts at 100. */
  setScale(scale: Scale, comparing: boolean): void {
    const mode = comparing ? PriceScaleMode.IndexedTo100 : modes[scale];
    this.chart.priceScale('right', 0).applyOptions({ mode });
  }

  setCompared(list: readonly Compared[]): void {
    for (const { series } of this.compared) this.chart.removeSeries(series);
    const colours = seriesColours(this.theme).slice(1);
    const times = new Set<number>(this.bars.map(({ time }) => time));
    this.compared = list.map(({ symbol, bars }, at) => {
      const series = this.chart.addSeries(
        LineSeries,
        {
          color: colours[at % colours.length] ?? this.theme.c2,
          lineWidth: 2,
          title: symbol,
          priceFormat: this.priceFormat,
          priceLineVisible: false,
        },
        0,
      );
      series.setData(
        bars
          .filter(({ time }) => times.has(time))
          .map(({ time, close }) => ({ time, value: close })),
      );
      return { symbol, series };
    });
  }

  setFan(points: readonly FanData[]): void {
    if (this.fan) this.chart.removeSeries(this.fan);
    this.fan = null;
    this.fanData = points;
    if (points.length > 1) {
      this.fan = this.chart.addCustomSeries(
        new FanSeries(),
        {
          band50: this.theme.band50,
          band90: this.theme.band90,
          medianColor: this.theme.mark,
          priceFormat: this.priceFormat,
          lastValueVisible: false,
          priceLineVisible: false,
        },
        0,
      ) as unknown as FanApi;
      this.fan.setData([...points]);
    }
    if (!this.touched) this.showFrom();
  }

  /** Splits and dividends; those of bars that are not drawn are left out. */
  setEvents(events: readonly ChartEvent[]): void {
    this.events = events;
    this.eventLayer.draw(events, this.bars);
    this.updateLegend();
  }

  setMark(mark: Mark | null): void {
    this.mark = mark;
    this.main?.mark(mark);
  }

  /** Marks unusual bars; the legend says why while the crosshair rests on one. */
  setFlags(flags: readonly Flag[]): void {
    this.flags = flags;
    this.drawFlags();
    this.updateLegend();
  }

  /** Moves the crosshair from bar to bar by keys. */
  step(by: number): void {
    const at = this.hovered === null ? this.bars.length - 1 : barIndex(this.bars, this.hovered);
    const next = this.bars[Math.min(this.bars.length - 1, Math.max(0, at + by))];
    if (!next || !this.main) return;
    this.chart.setCrosshairPosition(next.close, next.time, this.main.api);
    this.hovered = next.time;
    this.updateLegend();
  }

  zoom(factor: number): void {
    const scale = this.chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    if (!range) return;
    this.touched = true;
    const width = (range.to - range.from) * factor;
    scale.setVisibleLogicalRange({ from: range.to - width, to: range.to });
  }

  reset(): void {
    this.touched = false;
    this.chart.clearCrosshairPosition();
    this.hovered = null;
    this.showFrom();
    this.updateLegend();
  }

  screenshot(): HTMLCanvasElement {
    return this.chart.takeScreenshot(true, false);
  }

  shownBars(): readonly ChartBar[] {
    return this.bars;
  }

  private showFrom(): void {
    const first = this.bars.findIndex(({ time }) => time >= this.visibleFrom);
    if (first < 0) return;
    const last = this.bars.length - 1;
    const newest = this.bars[last]?.time ?? 0;
    const ahead = this.fanData.filter(({ time }) => Number(time) > newest).length;
    const range = { from: first - 0.6, to: last + ahead + Math.max(2, (last - first) * 0.06) };
    this.chart.timeScale().setVisibleLogicalRange(range);
  }

  private drawFlags(): void {
    this.flagLayer?.detach();
    this.flagLayer = null;
    if (!this.main || this.flags.length === 0) return;
    const markers = flagMarkers(this.flags, this.bars, this.theme);
    this.flagLayer = createSeriesMarkers<Time>(this.main.api, markers);
  }

  private drawVolume(): void {
    if (!hasVolume(this.bars)) {
      if (this.volume) this.chart.removeSeries(this.volume);
      this.volume = null;
      return;
    }
    this.volume ??= this.addVolume();
    this.volume.setData(this.bars.map((bar) => this.volumePoint(bar)));
  }

  private addVolume(): ISeriesApi<'Histogram'> {
    const series = this.chart.addSeries(
      HistogramSeries,
      { priceFormat: { type: 'volume' }, lastValueVisible: false, priceLineVisible: false },
      1,
    );
    series.priceScale().applyOptions({ scaleMargins: { top: 0.2, bottom: 0 } });
    return series;
  }

  private volumePoint(bar: ChartBar) {
    const color = bar.close >= bar.open ? this.theme.volumeUp : this.theme.volumeDown;
    return { time: bar.time, value: bar.volume ?? 0, color };
  }

  private firstOwnPane(): number {
    return this.volume ? 2 : 1;
  }

  private stretchPanes(): void {
    this.chart.panes().forEach((pane, at) => {
      pane.setStretchFactor(at === 0 ? 5 : 1.15);
    });
  }

  private moved = (event: MouseEventParams): void => {
    this.hovered = event.time === undefined ? null : Number(event.time);
    this.updateLegend();
  };

  private updateLegend(): void {
    const { hovered, bars } = this;
    const found = hovered === null ? -1 : barIndex(bars, hovered);
    const at = found < 0 ? bars.length - 1 : found;
    const step = this.fanData.find(({ time }) => Number(time) === hovered);
    this.legend.set({
      bar: bars[at] ?? null,
      previousClose: bars[at - 1]?.close ?? null,
      forecast: found < 0 && step && hovered !== null ? { ...step, time: hovered } : null,
      values: [
        ...this.studyLayer.valuesAt(at),
        ...flagValue(this.flags, bars[at]?.time, this.theme),
      ],
      since: bars[0]?.time ?? null,
      event: this.eventLayer.wordsAt(bars[at]?.time),
      resting: found >= 0,
    });
  }
}
