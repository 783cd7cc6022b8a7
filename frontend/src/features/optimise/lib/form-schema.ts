import { z } from 'zod';
import { covariances, expectedReturns, objectives, periods, targetLabel } from './choices';

const valuesOf = <T extends string>(choices: readonly { value: T }[]) =>
  z.enum(choices.map((choice) => choice.value) as [T, ...T[]]);

const perCent = (label: string, min: number, max: number) =>
  z
    .number({ error: `${label} must be a number.` })
    .min(min, `${label} must be at least ${min} %.`)
    .max(max, `${label} must be at most ${max} %.`);

export const groupSchema = z
  .object({
    name: z.string().trim().min(1, 'Give the group a name.').max(40, 'At most 40 letters.'),
    symbols: z.array(z.string()).min(1, 'Choose at least one asset.'),
    min: perCent('The least share', 0, 100),
    max: perCent('The largest share', 0, 100),
  })
  .refine((group) => group.min <= group.max, {
    path: ['max'],
    message: 'The largest share is below the least share.',
  });

export type GroupForm = z.infer<typeof groupSchema>;

/** The whole form as a person sees it: shares, rates and targets in per cent. */
export const formSchema = z
  .object({
    symbols: z
      .array(z.string())
      .min(2, 'Choose at least two assets.')
      .max(50, 'Choose at most fifty assets.'),
    objective: valuesOf(objectives),
    target: perCent('The target', -100, 500).nullable(),
    period: valuesOf(periods),
    expectedReturns: valuesOf(expectedReturns),
    covariance: valuesOf(covariances),
    riskFreeRate: perCent('The risk-free rate', -5, 30),
    minWeight: perCent('The least weight', -100, 100),
    maxWeight: perCent('The largest weight', 0, 100),
    groups: z.array(groupSchema).max(10, 'At most ten groups.'),
    capital: z
      .number({ error: 'Capital must be a number.' })
      .positive('Capital must be above zero.')
      .max(1e12, 'Capital must be at most 1,000,000,000,000.'),
  })
  .superRefine((form, context) => {
    if (targetLabel(form.objective) !== null && form.target === null)
      context.addIssue({
        code: 'custom',
        path: ['target'],
        message: 'This objective needs a target.',
      });
    if (form.minWeight > form.maxWeight)
      context.addIssue({
        code: 'custom',
        path: ['maxWeight'],
        message: 'The largest weight is below the least weight.',
      });
    addGroupIssues(form, context);
  });

export type OptimiseForm = z.infer<typeof formSchema>;

type Context = z.RefinementCtx<unknown>;

function addGroupIssues(form: { groups: GroupForm[]; symbols: string[] }, context: Context): void {
  const names = new Set<string>();
  form.groups.forEach((group, index) => {
    const outside = group.symbols.filter((symbol) => !form.symbols.includes(symbol));
    if (outside.length > 0)
      context.addIssue({
        code: 'custom',
        path: ['groups', index, 'symbols'],
        message: `Not among the assets: ${outside.join(', ')}.`,
      });
    if (names.has(group.name.trim()))
      context.addIssue({
        code: 'custom',
        path: ['groups', index, 'name'],
        message: 'Another group has this name.',
      });
    names.add(group.name.trim());
  });
}

/** Errors keyed the way the form library wants them: `groups.0.max`. */
export function validateForm(form: unknown): Record<string, string> {
  const parsed = formSchema.safeParse(form);
  if (parsed.success) return {};
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issue.message;
  return errors;
}

/** A sentence when the limits cannot add up to 100 %, before the server is asked; null when they can. */
export function feasibilityHint(form: OptimiseForm): string | null {
  const count = form.symbols.length;
  if (count === 0) return null;
  const most = count * form.maxWeight;
  if (most < 100)
    return `${count} assets of at most ${form.maxWeight} % reach only ${round(most)} %. Raise the largest weight to ${round(Math.ceil(10000 / count) / 100)} %.`;
  const least = count * form.minWeight;
  if (least > 100) return `${count} assets of at least ${form.minWeight} % need ${round(least)} %.`;
  return null;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);
