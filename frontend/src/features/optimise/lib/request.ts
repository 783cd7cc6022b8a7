import type { Schema } from '@/types/schema';
import type { OptimiseRequest } from '../api/types';
import { targetLabel } from './choices';
import type { OptimiseForm } from './form-schema';

const FRONTIER_POINTS = 40;

/** Per cent to a fraction without the float dust of 0.1 + 0.2. */
export const fraction = (perCent: number): number => Number((perCent / 100).toFixed(10));

/** What the server is asked: fractions, and only what the objective needs. */
export function requestFromForm(form: OptimiseForm): OptimiseRequest {
  const needsTarget = targetLabel(form.objective) !== null;
  return {
    symbols: form.symbols,
    objective: form.objective,
    ...(needsTarget && form.target !== null ? { target: fraction(form.target) } : {}),
    period: form.period,
    expected_returns: form.expectedReturns,
    covariance: form.covariance,
    risk_free_rate: fraction(form.riskFreeRate),
    constraints: {
      min_weight: fraction(form.minWeight),
      max_weight: fraction(form.maxWeight),
      groups: form.groups.map((group) => ({
        name: group.name.trim(),
        symbols: group.symbols,
        min: fraction(group.min),
        max: fraction(group.max),
      })),
    },
    capital: form.capital,
    allocation_method: form.allocation,
    // Free text: what is no code the server refuses, with the nearest one, beside its box.
    ...(form.currency === '' ? {} : { currency: form.currency as Schema<'Currency'> }),
    frontier_points: FRONTIER_POINTS,
  };
}
