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
  simulated?: boolean;
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
  simulated?: boolean;
};

export type History = {
  symbol: string;
  interval: string;
  currency: string;
  adjusted: boolean;
  source: string;
  bars: Bar[];
};

export type Watchlist = { id: number | string; name: string; symbols: string[] };

export type Page<T> = { results: T[]; next: string | null };
