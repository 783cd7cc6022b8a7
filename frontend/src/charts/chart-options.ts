/** What every lightweight chart of the product shares. */
import {
  ColorType,
  CrosshairMode,
  type DeepPartial,
  type TimeChartOptions,
} from 'lightweight-charts';
import type { ChartTheme } from './theme';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** The label under the crosshair; UTC like every market time on the screen. */
export function crosshairTime(seconds: number, withClock: boolean): string {
  const date = new Date(seconds * 1000);
  const day = `${two(date.getUTCDate())} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  if (!withClock) return day;
  return `${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

export function chartOptions(
  theme: ChartTheme,
  { withClock, withSeconds = false }: { withClock: boolean; withSeconds?: boolean },
): DeepPartial<TimeChartOptions> {
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: theme.surface },
      textColor: theme.dim,
      fontFamily: theme.font,
      fontSize: 12,
      // The notice and link stand in the footer of every screen; the logo would hide bars.
      attributionLogo: false,
      panes: { separatorColor: theme.line, separatorHoverColor: theme.line, enableResize: true },
    },
    grid: { vertLines: { color: theme.grid }, horzLines: { color: theme.grid } },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: theme.dim, labelBackgroundColor: theme.raised },
      horzLine: { color: theme.dim, labelBackgroundColor: theme.raised },
    },
    rightPriceScale: { borderColor: theme.line, entireTextOnly: true, minimumWidth: 64 },
    timeScale: {
      borderColor: theme.line,
      timeVisible: withClock,
      secondsVisible: withSeconds,
      rightOffset: 2,
      minBarSpacing: 0.3,
    },
    localization: { timeFormatter: (time: number) => crosshairTime(time, withClock) },
    handleScroll: { vertTouchDrag: false },
  };
}
