/** A chart by ECharts, loaded only where one is shown, with PNG, CSV and a table for screen readers. */
import { Button, Skeleton } from '@mantine/core';
import type { EChartsCoreOption } from 'echarts/core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { downloadCanvas, downloadCsv } from '@/lib/download';
import { type WhyRef, whyArea } from '@/lib/why';
import { type ChartNumbers, ChartTable } from './chart-table';
import styles from './e-chart.module.css';
import type { EChartInstance } from './echarts-core';
import { type ChartTheme, useChartTheme } from './theme';

export type EChartProps = {
  /** Names the chart for screen readers and on the buttons. */
  label: string;
  /** The option for a theme. Memoise it: a new function draws the chart again. */
  option: (theme: ChartTheme) => EChartsCoreOption;
  height: number;
  /** The chart's numbers: table and CSV. */
  numbers: ChartNumbers;
  /** File name of PNG and CSV, without ending. */
  exportName: string;
  onClick?: (event: { name: string; dataIndex: number; value: unknown }) => void;
  /** Explains the numbers of the chart and of its table. */
  why?: WhyRef | undefined;
  /** More controls beside the export buttons. */
  tools?: ReactNode;
};

const reducedMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

function base(theme: ChartTheme): EChartsCoreOption {
  return {
    animation: !reducedMotion(),
    animationDuration: 250,
    backgroundColor: 'transparent',
    color: [theme.c1, theme.c2, theme.c3, theme.c4, theme.c5, theme.c6],
    textStyle: { fontFamily: theme.font, color: theme.text, fontSize: 12 },
  };
}

function saveImage(chart: EChartInstance, name: string, theme: ChartTheme): void {
  downloadCanvas(name, chart.renderToCanvas({ pixelRatio: 2, backgroundColor: theme.surface }));
}

/** The parts of the library that an option asks for, beyond lines on a grid. */
export function partsOf(option: EChartsCoreOption): Part[] {
  const series = Array.isArray(option.series) ? option.series : [option.series];
  const types = new Set(series.map((one: { type?: string } | undefined) => one?.type));
  const wanted = {
    heatmap: types.has('heatmap') || option.visualMap !== undefined,
    scatter: types.has('scatter'),
    legend: option.legend !== undefined,
  };
  return (Object.keys(parts) as Part[]).filter((name) => wanted[name]);
}

const parts = {
  heatmap: () => import('./echarts-heatmap'),
  scatter: () => import('./echarts-scatter'),
  legend: () => import('./echarts-legend'),
} as const;

type Part = keyof typeof parts;

async function load(wanted: readonly Part[]) {
  const [core] = await Promise.all([
    import('./echarts-core'),
    ...wanted.map((name) => parts[name]()),
  ]);
  return core;
}

/**
 * Makes the chart once its code is here, and gives it up with the component. A chart takes its
 * layouts and colour maps at its making, so it is made anew when an option needs another part.
 */
function useInstance(
  element: React.RefObject<HTMLDivElement | null>,
  wanted: string,
): EChartInstance | null {
  const [chart, setChart] = useState<EChartInstance | null>(null);
  useEffect(() => {
    let gone = false;
    let made: EChartInstance | null = null;
    let observer: ResizeObserver | null = null;
    const names = wanted.split(' ').filter((name): name is Part => name in parts);
    void load(names).then(({ initChart }) => {
      const target = element.current;
      if (gone || !target) return;
      made = initChart(target);
      observer = new ResizeObserver(() => made?.resize());
      observer.observe(target);
      setChart(made);
    });
    return () => {
      gone = true;
      observer?.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, [element, wanted]);
  return chart;
}

export function EChart({
  label,
  option,
  height,
  numbers,
  exportName,
  onClick,
  tools,
  why,
}: EChartProps) {
  const theme = useChartTheme();
  const element = useRef<HTMLDivElement>(null);
  const drawn = useMemo(() => ({ ...base(theme), ...option(theme) }), [option, theme]);
  const chart = useInstance(element, partsOf(drawn).join(' '));
  useEffect(() => {
    if (chart && !chart.isDisposed()) chart.setOption(drawn, { notMerge: true });
  }, [chart, drawn]);
  useEffect(() => {
    if (!chart || !onClick) return;
    const listener = (event: unknown) => onClick(event as Parameters<typeof onClick>[0]);
    chart.on('click', listener);
    return () => {
      chart.off('click', listener);
    };
  }, [chart, onClick]);
  return (
    <figure className={styles.wrap} style={{ margin: 0 }} aria-label={label} {...whyArea(why)}>
      {!chart && <Skeleton height={height} style={{ position: 'absolute', inset: 0 }} />}
      <div ref={element} className={styles.canvas} style={{ height }} aria-hidden />
      <ChartTable label={label} numbers={numbers} />
      <div className={styles.tools}>
        {tools}
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Save ${label} as PNG`}
          disabled={!chart}
          onClick={() => chart && saveImage(chart, exportName, theme)}
        >
          PNG
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Save ${label} as CSV`}
          onClick={() => downloadCsv(exportName, numbers.columns, numbers.rows)}
        >
          CSV
        </Button>
      </div>
    </figure>
  );
}
