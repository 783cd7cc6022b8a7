/** Past closes with a forecast's fan, for screens without the whole price chart. */
import { Button } from '@mantine/core';
import { AreaSeries, createChart, type IChartApi } from 'lightweight-charts';
import { useEffect, useMemo, useRef, useState } from 'react';
import { downloadCanvas, downloadCsv } from '@/lib/download';
import { formatPrice } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import { chartOptions } from './chart-options';
import { ChartTable } from './chart-table';
import styles from './e-chart.module.css';
import { toTime } from './price/bars';
import { type FanAnchor, type FanStep, fanData } from './price/fan';
import { FanSeries } from './price/fan-series';
import { precisionOf, priceFormatOf } from './price/price-format';
import { type ChartTheme, useChartTheme } from './theme';

export type FanChartProps = {
  label: string;
  history: readonly { time: string; value: number }[];
  anchor: FanAnchor;
  steps: readonly FanStep[];
  height: number;
  exportName: string;
  /** Set for forecasts in steps shorter than a day. */
  withClock?: boolean;
};

type Inputs = Pick<FanChartProps, 'history' | 'anchor' | 'steps'> & { withClock: boolean };

function draw(element: HTMLElement, theme: ChartTheme, inputs: Inputs): IChartApi {
  const { history, anchor, steps, withClock } = inputs;
  const priceFormat = priceFormatOf(
    precisionOf([...history.map(({ value }) => value), anchor.price]),
  );
  const chart = createChart(element, chartOptions(theme, { withClock }));
  chart.applyOptions({ handleScale: { mouseWheel: false }, handleScroll: { mouseWheel: false } });
  const past = chart.addSeries(AreaSeries, {
    lineColor: theme.accent,
    lineWidth: 2,
    topColor: theme.upSoft,
    bottomColor: 'transparent',
    priceLineVisible: false,
    lastValueVisible: false,
    priceFormat,
  });
  past.setData(history.map(({ time, value }) => ({ time: toTime(time), value })));
  past.priceScale().applyOptions({ scaleMargins: { top: 0.1, bottom: 0.1 } });
  const fan = chart.addCustomSeries(new FanSeries(), {
    band50: theme.band50,
    band90: theme.band90,
    medianColor: theme.mark,
    priceFormat,
    lastValueVisible: false,
    priceLineVisible: false,
  });
  fan.setData(fanData(anchor, steps, !withClock));
  chart.timeScale().fitContent();
  return chart;
}

const HEADER = ['Time', 'Median', '50% from', '50% to', '90% from', '90% to'];

const pricesOf = (step: FanStep): number[] => [
  step.predicted_price,
  step.lower_50,
  step.upper_50,
  step.lower_90,
  step.upper_90,
];

/** The drawing's inputs, the same object until their values change. */
function useInputs({ history, anchor, steps, withClock = false }: FanChartProps): Inputs {
  const ends = [history.length, history[0]?.time, history.at(-1)?.time, history.at(-1)?.value];
  const signature = JSON.stringify([ends, anchor, steps, withClock]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the values
  return useMemo(() => ({ history, anchor, steps, withClock }), [signature]);
}

export function FanChart(props: FanChartProps) {
  const { label, steps, height, exportName } = props;
  const theme = useChartTheme();
  const inputs = useInputs(props);
  const element = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<IChartApi | null>(null);
  useEffect(() => {
    if (!element.current) return;
    const made = draw(element.current, theme, inputs);
    setChart(made);
    return () => {
      setChart(null);
      made.remove();
    };
  }, [theme, inputs]);
  const numbers = {
    columns: HEADER,
    rows: steps.map((step) => [
      formatDateTime(step.target_time),
      ...pricesOf(step).map((value) => formatPrice(value)),
    ]),
  };
  return (
    <figure className={styles.wrap} style={{ margin: 0 }} aria-label={label}>
      <div ref={element} className={styles.canvas} style={{ height }} aria-hidden />
      <ChartTable label={label} numbers={numbers} />
      <div className={styles.tools}>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Save ${label} as PNG`}
          disabled={!chart}
          onClick={() => chart && downloadCanvas(exportName, chart.takeScreenshot(true))}
        >
          PNG
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Save ${label} as CSV`}
          onClick={() =>
            downloadCsv(
              exportName,
              HEADER,
              steps.map((step) => [step.target_time, ...pricesOf(step)]),
            )
          }
        >
          CSV
        </Button>
      </div>
    </figure>
  );
}
