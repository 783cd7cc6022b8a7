import type { ChartBar } from '@/charts/price/bars';
import { downloadCanvas, downloadCsv } from '@/lib/download';

const BAND = 34;

/** The chart's picture with a line above it that says what it shows. */
export function savePicture(name: string, title: string, chart: HTMLCanvasElement): void {
  const scale = window.devicePixelRatio;
  const style = getComputedStyle(document.documentElement);
  const canvas = document.createElement('canvas');
  canvas.width = chart.width;
  canvas.height = chart.height + BAND * scale;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = style.getPropertyValue('--sl-surface');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = style.getPropertyValue('--sl-text');
  context.font = `600 ${14 * scale}px Inter Variable, sans-serif`;
  context.fillText(title, 12 * scale, 22 * scale);
  context.drawImage(chart, 0, BAND * scale);
  downloadCanvas(name, canvas);
}

export function saveBars(name: string, bars: readonly ChartBar[]): void {
  downloadCsv(
    name,
    ['time', 'open', 'high', 'low', 'close', 'volume', 'settled'],
    bars.map((bar) => [
      new Date(bar.time * 1000).toISOString(),
      bar.open,
      bar.high,
      bar.low,
      bar.close,
      bar.volume,
      bar.settled,
    ]),
  );
}
