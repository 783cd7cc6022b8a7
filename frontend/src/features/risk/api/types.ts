import type { Schema } from '@/types/schema';

export type RiskReport = Schema<'Risk'>;
/** Measures of one return series: what a report on one instrument and on a mix share. */
export type Measures = Omit<RiskReport, 'symbol'>;
/** How a measure of an answer is shown: the server declares it with the measure. */
export type ShownMeasure = Schema<'ShownMeasure'>;
export type SeriesPoint = Schema<'Point'>;
export type BacktestScore = Schema<'MethodBacktest'>;
export type MethodBacktest = Schema<'MethodBacktestByYear'>;
export type Light = BacktestScore['light'];
export type Backtest = Schema<'RiskBacktest'>;
export type Correlation = Pick<Schema<'Correlation'>, 'symbols' | 'matrix' | 'observations'>;
/** The table with what it does without. */
export type CorrelationAnswer = Correlation & Pick<Schema<'Correlation'>, 'skipped'>;
export type PortfolioRisk = Schema<'PortfolioRisk'>;
export type Stress = Schema<'Stress'>;
export type Garch = Schema<'Garch'>;
