/** The price itself: hollow and filled candles where a range is known, a line where only closes are. */
import {
  AreaSeries,
  CandlestickSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineStyle,
  type SeriesType,
} from 'lightweight-charts';
import type { ChartTheme } from '../theme';
import type { ChartBar } from './bars';
import type { PriceFormat } from './price-format';

export type MainKind = 'candles' | 'line';
export type Mark = { price: number; title: string };

export class MainSeries {
  readonly api: ISeriesApi<SeriesType>;
  readonly kind: MainKind;
  private line: IPriceLine | null = null;
  private readonly theme: ChartTheme;

  constructor(chart: IChartApi, theme: ChartTheme, kind: MainKind, priceFormat: PriceFormat) {
    this.kind = kind;
    this.theme = theme;
    this.api =
      kind === 'candles'
        ? chart.addSeries(CandlestickSeries, { ...candleOptions(theme), priceFormat }, 0)
        : chart.addSeries(AreaSeries, { ...areaOptions(theme), priceFormat }, 0);
    this.api.priceScale().applyOptions({ scaleMargins: { top: 0.08, bottom: 0.08 } });
  }

  set(bars: readonly ChartBar[]): void {
    if (this.kind === 'candles') this.api.setData([...bars]);
    else this.api.setData(bars.map(({ time, close }) => ({ time, value: close })));
  }

  update(bar: ChartBar): void {
    if (this.kind === 'candles') this.api.update(bar);
    else this.api.update({ time: bar.time, value: bar.close });
  }

  /** The price of now as one dotted line with the only price label of the axis. */
  mark(mark: Mark | null): void {
    this.api.applyOptions({ lastValueVisible: mark === null, priceLineVisible: mark === null });
    if (mark === null) {
      if (this.line) this.api.removePriceLine(this.line);
      this.line = null;
      return;
    }
    if (this.line) {
      this.line.applyOptions(mark);
      return;
    }
    this.line = this.api.createPriceLine({
      ...mark,
      color: this.theme.mark,
      lineWidth: 1,
      lineStyle: LineStyle.Dotted,
      axisLabelVisible: true,
      axisLabelColor: this.theme.mark,
      axisLabelTextColor: this.theme.onMark,
    });
  }
}

/** Rising candles are hollow, so direction does not hang on colour alone. */
function candleOptions(theme: ChartTheme) {
  return {
    upColor: 'transparent',
    borderUpColor: theme.up,
    wickUpColor: theme.up,
    downColor: theme.down,
    borderDownColor: theme.down,
    wickDownColor: theme.down,
    // Without it the last price's line would take the hollow candle's colour: none.
    priceLineColor: theme.mark,
  };
}

function areaOptions(theme: ChartTheme) {
  return {
    lineColor: theme.accent,
    lineWidth: 2,
    topColor: theme.upSoft,
    bottomColor: 'transparent',
    priceLineColor: theme.mark,
  } as const;
}
