import type { Schema } from '@/types/schema';

export type Options = Schema<'PipelineOptions'>;
export type EngineInfo = Schema<'Engine'>;
export type FeatureDefinition = Schema<'FeatureDefinition'>;
export type FeatureAsk = Schema<'FeatureAskRequest'>;
export type RunSummary = Schema<'FeatureRunSummary'>;
export type Run = Schema<'FeatureRun'>;
export type RunResult = Schema<'FeatureResult'>;
export type AlignedColumn = Schema<'AlignedColumn'>;
export type RunAnomaly = Schema<'RunAnomaly'>;
export type Features = Schema<'Features'>;
export type FeatureName = FeatureDefinition['name'];
