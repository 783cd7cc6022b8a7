import { number, oneOf, text } from '@/lib/url-state';
import { shockDistributions, volatilityModels } from '@/types/limits';
import type { Schema } from '@/types/schema';

export const riskPeriods = ['3mo', '6mo', 'ytd', '1y', '5y', 'max'] as const;
export type RiskPeriod = (typeof riskPeriods)[number];

export const confidences = [0.9, 0.95, 0.975, 0.99] as const;
export const horizons = [1, 5, 10, 21] as const;

/** What the address of the risk screen says. */
export const riskView = {
  symbol: text(''),
  period: oneOf(riskPeriods, '5y'),
  confidence: number(0.95),
  method: text('fhs'),
  garch: oneOf(volatilityModels, 'gjr'),
  distribution: oneOf(shockDistributions, 't'),
  weights: text(''),
  horizon: number(1),
  currency: text(''),
};

export type RiskView = {
  symbol: string;
  period: RiskPeriod;
  confidence: number;
  method: string;
  garch: Schema<'VolatilityModel'>;
  distribution: Schema<'ShockDistribution'>;
  weights: string;
  horizon: number;
  currency: string;
};
