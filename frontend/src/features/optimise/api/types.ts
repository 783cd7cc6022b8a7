import type { Schema } from '@/types/schema';

export type OptimiseRequest = Schema<'OptimizeRequestRequest'>;
export type OptimiseResult = Schema<'Optimization'>;
export type RunSummary = Schema<'OptimizationSummary'>;
export type SavedRun = Schema<'SavedOptimization'>;
