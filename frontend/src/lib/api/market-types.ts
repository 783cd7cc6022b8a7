export type Freshness = 'live' | 'delayed' | 'stale' | 'demo';

export type Quote = {
  symbol: string;
  price: number;
  previous_close?: number | null;
  change: number | null;
  change_percent: number | null;
  timestamp: string;
  source: string;
  freshness: Freshness;
  simulated: boolean;
  currency?: string;
};

export type Instrument = {
  symbol: string;
  name: string;
  asset_class: string;
  exchange: string;
  currency: string;
  calendar: string;
  source: string;
  first_bar: string | null;
  last_bar: string | null;
  has_ohlc: boolean;
  /** Whether all of its prices are made up. */
  simulated: boolean;
  /** Venue of its intraday bars; null when there are none. */
  intraday_source: string | null;
  intraday_simulated: boolean;
  private: boolean;
};

export type Bar = {
  timestamp: string;
  open: number | null;
  high: number | null;
  low: number | null;
  close: number;
  volume: number | null;
  vwap: number | null;
  settled: boolean;
};

export type History = {
  symbol: string;
  interval: string;
  currency: string;
  adjusted: boolean;
  source: string;
  simulated: boolean;
  close_only: boolean;
  bars: Bar[];
};

export type Watchlist = { id: number; name: string; symbols: string[]; is_default: boolean };

export type Page<T> = { results: T[]; next: string | null };
