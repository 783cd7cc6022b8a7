import type { Schema } from '@/types/schema';
import type { OptimiseRequest, SavedRun } from '../api/types';
import { objectives, periods, targetLabel } from './choices';
import { defaultForm } from './defaults';
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

const perCent = (share: number): number => Number((share * 100).toFixed(8));

const chosen = <T extends string>(choices: readonly { value: T }[], value: string): T | undefined =>
  choices.find((choice) => choice.value === value)?.value;

/** The settings that a kept run was made with; null for those that the form has no choice for. */
export function formFromRequest(asked: SavedRun['request']): OptimiseForm | null {
  const { min_weight, max_weight, groups } = asked.constraints;
  const objective = chosen(objectives, asked.objective);
  const period = chosen(periods, asked.period);
  if (!objective || !period) return null;
  return {
    symbols: asked.symbols,
    objective,
    target: asked.target === null ? null : perCent(asked.target),
    period,
    expectedReturns: asked.expected_returns,
    covariance: asked.covariance,
    riskFreeRate: perCent(asked.risk_free_rate),
    minWeight: perCent(min_weight),
    maxWeight: perCent(max_weight),
    groups: groups.map((group) => ({
      ...group,
      min: perCent(group.min ?? 0),
      max: perCent(group.max ?? 1),
    })),
    capital: asked.capital ?? defaultForm.capital,
    allocation: asked.allocation_method,
    currency: asked.currency,
  };
}
