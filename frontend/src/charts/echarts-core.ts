/** Lines on a grid by ECharts: what every chart of it needs. Only `e-chart.tsx` loads this, lazily. */
import { LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export type EChartInstance = ReturnType<typeof init>;

export const initChart = (element: HTMLElement): EChartInstance => init(element);
