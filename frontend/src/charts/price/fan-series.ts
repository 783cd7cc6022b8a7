/** The forecast fan as a series of the chart: two bands and a dashed median. */
import {
  type CustomData,
  type CustomSeriesOptions,
  type CustomSeriesPricePlotValues,
  customSeriesDefaultOptions,
  type ICustomSeriesPaneRenderer,
  type ICustomSeriesPaneView,
  type PaneRendererCustomData,
  type PriceToCoordinateConverter,
  type Time,
  type WhitespaceData,
} from 'lightweight-charts';

export type FanPoint = {
  median: number;
  lower50: number;
  upper50: number;
  lower90: number;
  upper90: number;
};

export type FanData = CustomData<Time> & FanPoint;

export type FanOptions = CustomSeriesOptions & {
  band50: string;
  band90: string;
  medianColor: string;
};

type Target = Parameters<ICustomSeriesPaneRenderer['draw']>[0];
type Spot = { x: number; data: FanPoint };
type Edge = (point: FanPoint) => number;

class FanRenderer implements ICustomSeriesPaneRenderer {
  private data: PaneRendererCustomData<Time, FanData> | null = null;
  private options: FanOptions | null = null;

  update(data: PaneRendererCustomData<Time, FanData>, options: FanOptions): void {
    this.data = data;
    this.options = options;
  }

  draw(target: Target, toY: PriceToCoordinateConverter): void {
    const { data, options } = this;
    if (!data || !options || data.bars.length < 2 || data.visibleRange === null) return;
    const spots = data.bars.map((bar) => ({ x: bar.x, data: bar.originalData }));
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of the canvas, not a hook of React
    target.useMediaCoordinateSpace(({ context }) => {
      fillBand(context, spots, toY, [(p) => p.lower90, (p) => p.upper90], options.band90);
      fillBand(context, spots, toY, [(p) => p.lower50, (p) => p.upper50], options.band50);
      drawMedian(context, spots, toY, options.medianColor);
    });
  }
}

function trace(
  context: CanvasRenderingContext2D,
  spots: readonly Spot[],
  toY: PriceToCoordinateConverter,
  edge: Edge,
): void {
  for (const { x, data } of spots) {
    const y = toY(edge(data));
    if (y !== null) context.lineTo(x, y);
  }
}

function fillBand(
  context: CanvasRenderingContext2D,
  spots: readonly Spot[],
  toY: PriceToCoordinateConverter,
  [lower, upper]: [Edge, Edge],
  colour: string,
): void {
  context.beginPath();
  trace(context, spots, toY, upper);
  trace(context, [...spots].reverse(), toY, lower);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}

function drawMedian(
  context: CanvasRenderingContext2D,
  spots: readonly Spot[],
  toY: PriceToCoordinateConverter,
  colour: string,
): void {
  context.beginPath();
  trace(context, spots, toY, (point) => point.median);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.setLineDash([5, 4]);
  context.stroke();
  context.setLineDash([]);
}

export class FanSeries implements ICustomSeriesPaneView<Time, FanData, FanOptions> {
  private readonly painter = new FanRenderer();

  renderer(): ICustomSeriesPaneRenderer {
    return this.painter;
  }

  update(data: PaneRendererCustomData<Time, FanData>, options: FanOptions): void {
    this.painter.update(data, options);
  }

  priceValueBuilder(point: FanData): CustomSeriesPricePlotValues {
    return [point.lower90, point.upper90, point.median];
  }

  isWhitespace(data: FanData | WhitespaceData<Time>): data is WhitespaceData<Time> {
    return !('median' in data);
  }

  defaultOptions(): FanOptions {
    return {
      ...customSeriesDefaultOptions,
      band50: '#3f8fc47a',
      band90: '#3f8fc438',
      medianColor: '#f5d04c',
    };
  }
}
