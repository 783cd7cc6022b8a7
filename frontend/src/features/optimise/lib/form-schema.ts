import * as z from 'zod/mini';
import { formatInteger } from '@/lib/format/number';
import {
  weightGroupRequestLimits as group,
  optimizeRequestLimits as limits,
  weightConstraintsRequestLimits,
} from '@/types/limits';
import {
  allocations,
  covariances,
  expectedReturns,
  objectives,
  periods,
  targetLabel,
} from './choices';

const groupsMost = weightConstraintsRequestLimits.groups.maxItems;

const valuesOf = <T extends string>(choices: readonly { value: T }[]) =>
  z.enum(choices.map((choice) => choice.value) as [T, ...T[]]);

const perCent = (label: string, min: number, max: number) =>
  z
    .number({ error: `${label} must be a number.` })
    .check(
      z.minimum(min, `${label} must be at least ${min} %.`),
      z.maximum(max, `${label} must be at most ${max} %.`),
    );

/** A fraction of the server's, entered in per cent. */
const within = (label: string, { minimum, maximum }: { minimum: number; maximum: number }) =>
  perCent(label, minimum * 100, maximum * 100);

export const groupSchema = z
  .object({
    name: z
      .string()
      .check(
        z.trim(),
        z.minLength(1, 'Give the group a name.'),
        z.maxLength(group.name.maxLength, `At most ${group.name.maxLength} characters.`),
      ),
    symbols: z.array(z.string()).check(z.minLength(1, 'Choose at least one asset.')),
    min: perCent('The minimum share', 0, 100),
    max: perCent('The maximum share', 0, 100),
  })
  .check(
    z.refine((group) => group.min <= group.max, {
      path: ['max'],
      error: 'The maximum share is below the minimum share.',
    }),
  );

export type GroupForm = z.infer<typeof groupSchema>;

type Path = (string | number)[];
type Report = (path: Path, message: string) => void;
type Crossed = {
  objective: (typeof objectives)[number]['value'];
  target: number | null;
  minWeight: number;
  maxWeight: number;
  groups: GroupForm[];
  symbols: string[];
};

/** What no field can know alone. */
function crossChecks(form: Crossed, report: Report): void {
  if (targetLabel(form.objective) !== null && form.target === null)
    report(['target'], 'This objective needs a target.');
  if (form.minWeight > form.maxWeight)
    report(['maxWeight'], 'The maximum weight is below the minimum weight.');
  reportGroups(form, report);
}

function reportGroups({ groups, symbols }: Crossed, report: Report): void {
  const names = new Set<string>();
  groups.forEach((group, index) => {
    const outside = group.symbols.filter((symbol) => !symbols.includes(symbol));
    if (outside.length > 0)
      report(['groups', index, 'symbols'], `Not among the assets: ${outside.join(', ')}.`);
    if (names.has(group.name.trim()))
      report(['groups', index, 'name'], 'Another group has this name.');
    names.add(group.name.trim());
  });
}

/** The whole form as a person sees it: shares, rates and targets in per cent. */
export const formSchema = z
  .object({
    symbols: z
      .array(z.string())
      .check(
        z.minLength(2, 'Choose at least two assets.'),
        z.maxLength(limits.symbols.maxItems, `Choose at most ${limits.symbols.maxItems} assets.`),
      ),
    objective: valuesOf(objectives),
    target: z.nullable(within('The target', limits.target)),
    period: valuesOf(periods),
    expectedReturns: valuesOf(expectedReturns),
    covariance: valuesOf(covariances),
    riskFreeRate: within('The risk-free rate', limits.risk_free_rate),
    minWeight: perCent('The minimum weight', -100, 100),
    maxWeight: perCent('The maximum weight', 0, 100),
    groups: z.array(groupSchema).check(z.maxLength(groupsMost, `At most ${groupsMost} groups.`)),
    capital: z
      .number({ error: 'Capital must be a number.' })
      .check(
        z.positive('Capital must be above zero.'),
        z.maximum(
          limits.capital.maximum,
          `Capital must be at most ${formatInteger(limits.capital.maximum)}.`,
        ),
      ),
    allocation: valuesOf(allocations),
    /** Of the capital and of all returns; empty for the one that the assets share. */
    currency: z.string().check(z.maxLength(8, 'At most eight characters.')),
  })
  .check((context) => {
    const report: Report = (path, message) =>
      context.issues.push({ code: 'custom', path, message, input: context.value });
    crossChecks(context.value, report);
  });

export type OptimiseForm = z.infer<typeof formSchema>;

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
    return `${count} assets of at most ${form.maxWeight} % reach only ${round(most)} %. Raise the maximum weight to ${round(Math.ceil(10000 / count) / 100)} %.`;
  const least = count * form.minWeight;
  if (least > 100) return `${count} assets of at least ${form.minWeight} % need ${round(least)} %.`;
  return null;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);
