import type { FieldProblem } from '@/lib/api/problem';

const names: Record<string, string> = {
  expected_returns: 'expectedReturns',
  risk_free_rate: 'riskFreeRate',
  allocation_method: 'allocation',
  min_weight: 'minWeight',
  max_weight: 'maxWeight',
};

/** `constraints.groups[0].min` -> `groups.0.min`; null when the form has no such field. */
export function formPath(field: string): string | null {
  const parts = field
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '' && part !== 'constraints');
  const [head = ''] = parts;
  const root = names[head] ?? head;
  if (!formFields.has(root)) return null;
  // One error for a list of symbols is shown at the list, not at an entry that has no box.
  return root === 'symbols' ? root : [root, ...parts.slice(1)].join('.');
}

const formFields: ReadonlySet<string> = new Set([
  'symbols',
  'objective',
  'target',
  'period',
  'expectedReturns',
  'covariance',
  'riskFreeRate',
  'minWeight',
  'maxWeight',
  'groups',
  'capital',
  'allocation',
  'currency',
]);

export type Mapped = { fields: Record<string, string>; rest: FieldProblem[] };

/** The server's field errors on the form's fields; what has no field is returned to be shown above. */
export function mapServerErrors(errors: readonly FieldProblem[]): Mapped {
  const mapped: Mapped = { fields: {}, rest: [] };
  for (const error of errors) {
    const path = formPath(error.field);
    if (path === null) mapped.rest.push(error);
    else mapped.fields[path] ??= error.message;
  }
  return mapped;
}
