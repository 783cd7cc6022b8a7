import { z } from 'zod';
import type { FieldProblem } from '@/lib/api/problem';
import { formatInteger } from '@/lib/format/number';
import { upToADay } from '@/lib/intervals';
import {
  alertChannelRequestLimits,
  alertDirections,
  alertKinds,
  alertRepeats,
  hedgeMethods,
  alertRuleWriteRequestLimits as limits,
  pairsAnalyticsRetrieveLimits,
  volatilityMeasures,
} from '@/types/limits';
import type { Channel, Rule, RuleBody } from '../api/rules';

/** Kinds that happen, where the others cross a level. */
const occurrences: ReadonlySet<string> = new Set(['var_breach', 'forecast_flip', 'data_fault']);
export const isOccurrence = (kind: string): boolean => occurrences.has(kind);
/** Kinds whose level is a fraction, entered in per cent. */
const fractions: ReadonlySet<string> = new Set(['change', 'volatility']);
export const isFraction = (kind: string): boolean => fractions.has(kind);

const optionalNumber = z.union([z.number(), z.literal('')]);
const clock = z.union([z.literal(''), z.string().regex(/^\d{2}:\d{2}$/, 'Hours and minutes.')]);

const tooLong = (characters: number) => `At most ${characters} characters.`;
const most = alertChannelRequestLimits.target.maxLength;
/** Of a rule on a pair: as the pair itself is measured. */
export const bars = pairsAnalyticsRetrieveLimits.window;

const channelSchema = z.object({
  type: z.enum(['email', 'webhook', 'apprise']),
  target: z.string().trim().min(1, 'Enter where to send it.').max(most, tooLong(most)),
});

const needsUrl: Record<string, string> = {
  webhook: 'A webhook needs an address that starts with https:// or http://.',
  apprise: 'An address such as discord://…, slack://… or tgram://….',
};

type Levelled = { kind: string; direction: string; threshold: number | '' };

/** What is wrong with the level as it was entered. */
function levelIssue({ kind, direction, threshold: level }: Levelled): string | null {
  if (isOccurrence(kind)) return null;
  if (level === '') return 'At which level?';
  const signed = kind === 'change' && direction !== 'either';
  if (!signed) return level <= 0 ? 'A level above zero.' : null;
  return level <= -100 ? 'A fall of more than 100% cannot happen.' : null;
}

function quietIssue({
  quietStart: start,
  quietEnd: end,
}: {
  quietStart: string;
  quietEnd: string;
}) {
  if ((start === '') !== (end === '')) return 'Give both hours, or none.';
  return start !== '' && start === end ? 'Give two different hours, or none.' : null;
}

export const ruleSchema = z
  .object({
    name: z.string().max(limits.name.maxLength, tooLong(limits.name.maxLength)),
    kind: z.enum(alertKinds),
    symbol: z.string().min(1, 'Choose a symbol.'),
    symbolX: z.string(),
    interval: z.enum(upToADay),
    method: z.enum(hedgeMethods),
    log: z.boolean(),
    intercept: z.boolean(),
    measure: z.enum(volatilityMeasures),
    window: z
      .number({ error: 'How many bars?' })
      .int('Whole bars.')
      .min(bars.minimum, `At least ${bars.minimum} bars.`)
      .max(bars.maximum, `At most ${formatInteger(bars.maximum)} bars.`),
    direction: z.enum(alertDirections),
    threshold: optionalNumber,
    minCorrelation: optionalNumber,
    repeat: z.enum(alertRepeats),
    cooldownMin: z
      .number({ error: 'How many minutes?' })
      .min(limits.cooldown_s.minimum, 'Not below zero.')
      .max(limits.cooldown_s.maximum / 60, `At most ${limits.cooldown_s.maximum / 86_400} days.`),
    quietStart: clock,
    quietEnd: clock,
    channels: z
      .array(channelSchema)
      .max(limits.channels.maxItems, `At most ${limits.channels.maxItems}.`),
  })
  .superRefine((form, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const wrongLevel = levelIssue(form);
    if (wrongLevel) issue(['threshold'], wrongLevel);
    if (form.kind === 'z_score') {
      if (form.symbolX === '') issue(['symbolX'], 'Choose the hedge.');
      if (form.symbolX === form.symbol) issue(['symbolX'], 'A pair needs two different symbols.');
      const least = form.minCorrelation;
      if (least !== '' && Math.abs(least) > 1) issue(['minCorrelation'], 'Between −1 and 1.');
    }
    const wrongHours = quietIssue(form);
    if (wrongHours) issue([form.quietStart === '' ? 'quietStart' : 'quietEnd'], wrongHours);
    form.channels.forEach(({ type, target }, at) => {
      const fits = type === 'email' ? target.includes('@') : target.includes('://');
      if (!fits && target.trim() !== '')
        issue(['channels', at, 'target'], needsUrl[type] ?? 'An address such as name@example.org.');
    });
  });

export type RuleForm = z.infer<typeof ruleSchema>;

export const emptyForm = (symbol: string, given: Partial<RuleForm> = {}): RuleForm => ({
  name: '',
  kind: 'price',
  symbol,
  symbolX: '',
  interval: '1m',
  window: 60,
  method: 'rolling_ols',
  log: true,
  intercept: true,
  measure: 'realised',
  direction: 'above',
  threshold: '',
  minCorrelation: '',
  repeat: 'every',
  cooldownMin: 5,
  quietStart: '',
  quietEnd: '',
  channels: [],
  ...given,
});

/** Errors keyed the way the form library wants them: `channels.0.target`. */
export function validateRule(form: unknown): Record<string, string> {
  const parsed = ruleSchema.safeParse(form);
  if (parsed.success) return {};
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issue.message;
  return errors;
}

const round = (value: number): number => Number(value.toPrecision(12));

/** The level as the server has it: fractions are entered in per cent, what happens has none. */
export const levelOf = ({
  kind,
  threshold,
}: Pick<RuleForm, 'kind' | 'threshold'>): number | null => {
  if (threshold === '' || isOccurrence(kind)) return null;
  return isFraction(kind) ? round(threshold / 100) : threshold;
};

function directionOf({ kind, direction }: RuleForm): RuleForm['direction'] {
  if (kind === 'z_score') return 'either';
  if (isOccurrence(kind)) return 'above';
  return kind !== 'change' && direction === 'either' ? 'above' : direction;
}

export function bodyOf(form: RuleForm, active: boolean): RuleBody {
  const pair = form.kind === 'z_score';
  return {
    name: form.name.trim(),
    kind: form.kind,
    symbol: form.symbol,
    direction: directionOf(form),
    threshold: levelOf(form),
    min_correlation: pair && form.minCorrelation !== '' ? form.minCorrelation : null,
    ...(pair && {
      symbol_x: form.symbolX,
      interval: form.interval,
      window: form.window,
      method: form.method,
      log: form.log,
      intercept: form.intercept,
    }),
    ...(form.kind === 'volatility' && { measure: form.measure }),
    repeat: form.repeat,
    cooldown_s: Math.round(form.cooldownMin * 60),
    quiet_start: form.quietStart || null,
    quiet_end: form.quietEnd || null,
    channels: [{ type: 'in_app', target: '' }, ...form.channels],
    active,
  };
}

type Outgoing = RuleForm['channels'][number];
const isOutgoing = (channel: Channel): channel is Channel & Outgoing => channel.type !== 'in_app';

/** What only rules on a pair have. */
type PairFields = Pick<
  RuleForm,
  'symbolX' | 'interval' | 'window' | 'method' | 'log' | 'intercept' | 'minCorrelation'
>;

const pairOf = (rule: Rule): PairFields => ({
  symbolX: rule.symbol_x ?? '',
  interval: upToADay.find((interval) => interval === rule.interval) ?? '1m',
  window: rule.window || 60,
  method: rule.method || 'rolling_ols',
  log: rule.log ?? true,
  intercept: rule.intercept ?? true,
  minCorrelation: rule.min_correlation ?? '',
});

export function formOf(rule: Rule): RuleForm {
  const { kind } = rule;
  const level = rule.threshold ?? '';
  return {
    name: rule.name ?? '',
    kind,
    symbol: rule.symbol,
    ...pairOf(rule),
    measure: rule.measure || 'realised',
    direction: rule.direction ?? 'above',
    threshold: level !== '' && isFraction(kind) ? round(level * 100) : level,
    repeat: rule.repeat ?? 'every',
    cooldownMin: (rule.cooldown_s ?? 300) / 60,
    quietStart: rule.quiet_start?.slice(0, 5) ?? '',
    quietEnd: rule.quiet_end?.slice(0, 5) ?? '',
    channels: (rule.channels ?? [])
      .filter(isOutgoing)
      .map(({ type, target }) => ({ type, target: target ?? '' })),
  };
}

const names: Record<string, string> = {
  symbol_x: 'symbolX',
  min_correlation: 'minCorrelation',
  cooldown_s: 'cooldownMin',
  quiet_start: 'quietStart',
  quiet_end: 'quietEnd',
};

/** The server's field errors on the form's fields; what has no field is shown above the form. */
export function mapRuleErrors(errors: readonly FieldProblem[]): {
  fields: Record<string, string>;
  rest: FieldProblem[];
} {
  const known = new Set(Object.keys(emptyForm('')));
  const fields: Record<string, string> = {};
  const rest: FieldProblem[] = [];
  for (const error of errors) {
    const [head = '', ...tail] = error.field.replace(/\[(\d+)\]/g, '.$1').split('.');
    const root = names[head] ?? head;
    if (root === 'channels') {
      // The server's list starts with the in-app channel, which has no row here.
      const [index, ...inner] = tail;
      const row = index === undefined ? -1 : Number(index) - 1;
      if (row >= 0) fields[['channels', row, ...inner].join('.')] ??= error.message;
      else rest.push(error);
    } else if (known.has(root)) fields[root] ??= error.message;
    else rest.push(error);
  }
  return { fields, rest };
}
