import type { Problem } from '@/lib/api/problem';
import { formatPercent } from '@/lib/format/number';
import type { OptimiseForm } from './form-schema';

export type Limit = { constraint: string; value: number };
export type Relaxation = { constraint: string; current: number; needed: number };

export type Infeasible = {
  reason: string;
  conflicting: Limit[];
  relaxation: Relaxation[];
  alternatives: Relaxation[];
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

const limitOf = (item: Record<string, unknown>): Limit => ({
  constraint: String(item['constraint']),
  value: Number(item['value']),
});

const relaxationOf = (item: Record<string, unknown>): Relaxation => ({
  constraint: String(item['constraint']),
  current: Number(item['current']),
  needed: Number(item['needed']),
});

/** The conflict that a problem document describes, or null when it is another problem. */
export function infeasibleOf(problem: Problem): Infeasible | null {
  if (problem.code !== 'infeasible') return null;
  return {
    reason: problem.detail,
    conflicting: list(problem['conflicting']).map(limitOf),
    relaxation: list(problem['smallest_relaxation']).map(relaxationOf),
    alternatives: list(problem['alternatives']).map(relaxationOf),
  };
}

const labels: Record<string, string> = {
  min_weight: 'Minimum weight',
  max_weight: 'Maximum weight',
  max_turnover: 'Largest turnover',
  target_return: 'Target return',
  target_volatility: 'Target volatility',
  risk_free_rate: 'Risk-free rate',
};

type Name = { key: string; group: string; end: string };

function parse(constraint: string): Name {
  const group = /^group:(.*):(min|max)$/.exec(constraint);
  return { key: constraint, group: group?.[1] ?? '', end: group?.[2] ?? '' };
}

/** `group:Tech:max` -> `Tech at most`; the others by their label on the form. */
export function constraintLabel(constraint: string): string {
  const { group, end } = parse(constraint);
  if (group !== '') return `${group} at ${end === 'min' ? 'least' : 'most'}`;
  return labels[constraint] ?? constraint.replaceAll('_', ' ');
}

export const limitWords = ({ constraint, value }: Limit): string =>
  `${constraintLabel(constraint)} ${formatPercent(value, 2)}`;

export const relaxationWords = ({ constraint, current, needed }: Relaxation): string =>
  `${constraintLabel(constraint)}: ${formatPercent(current, 2)} to ${formatPercent(needed, 2)}`;

/** Per cent at the hundredth that still lies on the possible side of the needed value. */
function perCent(needed: number, current: number): number {
  const scaled = Number((needed * 1e4).toFixed(6));
  return (needed > current ? Math.ceil(scaled) : Math.floor(scaled)) / 100;
}

/** The form with the constraints moved to where a portfolio exists. */
export function applyRelaxations(form: OptimiseForm, changes: readonly Relaxation[]): OptimiseForm {
  return changes.reduce(applyOne, form);
}

function applyOne(form: OptimiseForm, { constraint, current, needed }: Relaxation): OptimiseForm {
  const value = perCent(needed, current);
  const { group, end } = parse(constraint);
  if (group !== '') {
    const limit = end === 'min' ? { min: value } : { max: value };
    return {
      ...form,
      groups: form.groups.map((one) => (one.name.trim() === group ? { ...one, ...limit } : one)),
    };
  }
  if (constraint === 'min_weight') return { ...form, minWeight: value };
  if (constraint === 'max_weight') return { ...form, maxWeight: value };
  if (constraint === 'risk_free_rate') return { ...form, riskFreeRate: value };
  return constraint.startsWith('target') ? { ...form, target: value } : form;
}
