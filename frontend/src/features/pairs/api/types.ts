import type { Schema } from '@/types/schema';

export type Analytics = Schema<'PairAnalytics'>;
export type Signal = Analytics['signal'];
export type Adf = Schema<'PairAdf'>;
export type Backtest = Schema<'PairBacktest'>;
export type Scan = Schema<'PairScan'>;
export type ScannedPair = Schema<'ScannedPair'>;
export type Monitor = Schema<'PairMonitor'>;
