/** Draws the chosen indicators and keeps their last point moving with the last bar. */
import {
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
} from 'lightweight-charts';
import { formatCompact, formatNumber, formatPercent, formatPrice } from '@/lib/format/number';
import { type Kind, lineColour, type Study, type StudyLine } from '../studies/study';
import type { ChartTheme } from '../theme';
import type { ChartBar } from './bars';
import type { LegendValue } from './legend';
import { type PriceFormat, precisionOf, priceFormatOf } from './price-format';

type Drawn = { study: Study; line: StudyLine; series: ISeriesApi<'Line' | 'Histogram'> };

const formats: Record<Kind['unit'], (value: number) => string> = {
  price: (value) => formatPrice(value),
  percent: (value) => formatPercent(value, 1),
  points: (value) => formatNumber(value, 0),
  units: (value) => formatCompact(value),
};

export class StudyLayer {
  private drawn: Drawn[] = [];
  private chosen: readonly Study[] = [];
  private perYear = 252;
  private priceFormat: PriceFormat = priceFormatOf(precisionOf([]));
  private readonly chart: IChartApi;
  private readonly theme: ChartTheme;

  constructor(chart: IChartApi, theme: ChartTheme) {
    this.chart = chart;
    this.theme = theme;
  }

  /** Replaces all indicators. `firstPane` is the first pane that is free for those with their own. */
  choose(studies: readonly Study[], perYear: number, bars: readonly ChartBar[], firstPane: number) {
    for (const { series } of this.drawn) this.chart.removeSeries(series);
    this.drawn = [];
    this.chosen = studies;
    this.perYear = perYear;
    let pane = firstPane;
    for (const study of this.chosen) {
      const index = study.of.pane === 'price' ? 0 : pane++;
      for (const line of study.of.lines([], study.parameters, perYear)) {
        this.add(study, line, index);
      }
    }
    this.redraw(bars);
  }

  /** All points afresh: after a load. */
  redraw(bars: readonly ChartBar[]): void {
    this.compute(bars);
    for (const { line, series } of this.drawn) {
      series.setData(
        bars.map(({ time }, at) => {
          const value = line.values[at];
          return value === null || value === undefined ? { time } : { time, value };
        }),
      );
    }
  }

  /** The last point only: after a tick. */
  update(bars: readonly ChartBar[]): void {
    this.compute(bars);
    const last = bars.at(-1);
    if (!last) return;
    for (const { line, series } of this.drawn) {
      const value = line.values.at(-1);
      if (value !== null && value !== undefined) series.update({ time: last.time, value });
    }
  }

  /** Marks the price axis as the price itself does. */
  setPriceFormat(format: PriceFormat): void {
    this.priceFormat = format;
    for (const { study, series } of this.drawn) {
      if (study.of.pane === 'price') series.applyOptions({ priceFormat: format });
    }
  }

  valuesAt(index: number): LegendValue[] {
    return this.drawn.flatMap(({ study, line }) => {
      const value = line.values[index];
      if (value === null || value === undefined) return [];
      const text = formats[study.of.unit](value);
      const row = `${study.id}/${line.id}`;
      return [{ name: line.name, text, colour: lineColour(this.theme, line), row }];
    });
  }

  private add(study: Study, line: StudyLine, pane: number): void {
    const color = lineColour(this.theme, line);
    const own = study.of.pane === 'own';
    const shared = {
      color,
      // One label on the axis of a pane: the others are in the legend.
      lastValueVisible: own && line.style === undefined,
      priceLineVisible: false,
      priceFormat: own
        ? ({ type: 'custom', formatter: formats[study.of.unit], minMove: 0.0001 } as const)
        : this.priceFormat,
    };
    const thickness = line.style === 'thin' ? 1 : 2;
    const series =
      line.style === 'histogram'
        ? this.chart.addSeries(HistogramSeries, shared, pane)
        : this.chart.addSeries(
            LineSeries,
            { ...shared, lineWidth: thickness, crosshairMarkerVisible: false },
            pane,
          );
    if (own) series.priceScale().applyOptions({ scaleMargins: { top: 0.16, bottom: 0.12 } });
    // Once for a pane, not for each of its lines.
    if (this.drawn.some((one) => one.study === study)) {
      this.drawn.push({ study, line, series });
      return;
    }
    for (const price of study.of.levels ?? []) {
      series.createPriceLine({
        price,
        color: this.theme.line,
        lineWidth: 1,
        lineStyle: LineStyle.Dashed,
        axisLabelVisible: false,
        title: '',
      });
    }
    this.drawn.push({ study, line, series });
  }

  private compute(bars: readonly ChartBar[]): void {
    const found = new Map<string, StudyLine>();
    for (const { id, of, parameters } of this.chosen) {
      for (const line of of.lines(bars, parameters, this.perYear)) found.set(id + line.id, line);
    }
    for (const item of this.drawn) {
      item.line = found.get(item.study.id + item.line.id) ?? item.line;
    }
  }
}
