import type { Schema } from '@/types/schema';

export type Prediction = Schema<'Prediction'>;
export type Direction = Prediction['direction'];
export type ForecastStep = Schema<'Step'>;
export type Skill = Schema<'Skill'>;
export type Verdict = Skill['verdict'];
export type DirectionScore = Schema<'DirectionScore'>;
export type Coverage = Schema<'Coverage'>;
export type CoverageDetail = Schema<'CoverageDetail'>;
export type Explanation = Schema<'Explanation'>;
export type LeaderboardRow = Schema<'LeaderboardRow'>;
export type LedgerRow = Schema<'LedgerRow'>;
export type StepOutcome = Schema<'StepOutcome'>;
export type RecordRow = Schema<'RecordRow'>;
export type TrainBody = Schema<'TrainRequest'>;
