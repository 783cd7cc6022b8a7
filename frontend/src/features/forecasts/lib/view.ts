import { number, text } from '@/lib/url-state';

export const horizons = [1, 2, 3, 4, 5] as const;

/** No model named: the best that is ready. */
export const BEST = '';

/** What the address of the forecast screen says. */
export const forecastsView = { symbol: text(''), model: text(BEST), horizon: number(5) };

export type ForecastsView = { symbol: string; model: string; horizon: number };
