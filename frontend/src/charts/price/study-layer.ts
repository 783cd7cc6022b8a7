/** Draws the chosen indicators and keeps their last point moving with the last bar. */
import { type IChartApi, type ISeriesApi, LineSeries, LineStyle } from 'lightweight-charts';
import { formatNumber, formatPercent, formatPrice } from '@/lib/format/number';
import type { ChartTheme } from '../theme';
import type { ChartBar } from './bars';
import type { LegendValue } from './legend';
import { type PriceFormat, precisionOf, priceFormatOf } from './price-format';
import { lineColour, type Study, type StudyId, type StudyLine, studies } from './studies';

type Drawn = { study: Study; line: StudyLine; series: ISeriesApi<'Line'> };

const formats: Record<Study['unit'], (value: number) => string> = {
  price: (value) => formatPrice(value),
  percent: (value) => formatPercent(value, 1),
  points: (value) => formatNumber(value, 0),
};

export class StudyLayer {
  private drawn: Drawn[] = [];
  private chosen: Study[] = [];
  private perYear = 252;
  private priceFormat: PriceFormat = priceFormatOf(precisionOf([]));
  private readonly chart: IChartApi;
  private readonly theme: ChartTheme;

  constructor(chart: IChartApi, theme: ChartTheme) {
    this.chart = chart;
    this.theme = theme;
  }

  /** Replaces all indicators. `firstPane` is the first pane that is free for those with their own. */
  choose(ids: readonly StudyId[], perYear: number, bars: readonly ChartBar[], firstPane: number) {
    for (const { series } of this.drawn) this.chart.removeSeries(series);
    this.drawn = [];
    this.chosen = studies.filter(({ id }) => ids.includes(id));
    this.perYear = perYear;
    let pane = firstPane;
    for (const study of this.chosen) {
      const index = study.pane === 'price' ? 0 : pane++;
      for (const line of study.lines([], perYear)) this.add(study, line, index);
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
      if (study.pane === 'price') series.applyOptions({ priceFormat: format });
    }
  }

  valuesAt(index: number): LegendValue[] {
    return this.drawn.flatMap(({ study, line }) => {
      const value = line.values[index];
      if (value === null || value === undefined) return [];
      const text = formats[study.unit](value);
      return [{ name: line.name, text, colour: lineColour(this.theme, line) }];
    });
  }

  private add(study: Study, line: StudyLine, pane: number): void {
    const color = lineColour(this.theme, line);
    const own = study.pane === 'own';
    const series = this.chart.addSeries(
      LineSeries,
      {
        color,
        lineWidth: line.thin ? 1 : 2,
        lastValueVisible: own,
        priceLineVisible: false,
        crosshairMarkerVisible: false,
        priceFormat: own
          ? { type: 'custom', formatter: formats[study.unit], minMove: 0.0001 }
          : this.priceFormat,
      },
      pane,
    );
    if (own) series.priceScale().applyOptions({ scaleMargins: { top: 0.16, bottom: 0.12 } });
    for (const price of study.levels ?? []) {
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
    const closes = bars.map(({ close }) => close);
    const byName = new Map<string, StudyLine>();
    for (const study of this.chosen) {
      for (const line of study.lines(closes, this.perYear)) byName.set(study.id + line.name, line);
    }
    for (const item of this.drawn) {
      item.line = byName.get(item.study.id + item.line.name) ?? item.line;
    }
  }
}
