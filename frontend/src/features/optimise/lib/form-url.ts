import { allocations, covariances, expectedReturns, objectives, periods } from './choices';
import { defaultForm } from './defaults';
import type { GroupForm, OptimiseForm } from './form-schema';

/** Search parameters of /optimise; short names, per cent as a person typed them. */
export type OptimiseSearch = Record<string, string | undefined>;

type Raw = Record<string, unknown>;

const text = (raw: Raw, key: string): string => {
  const value = raw[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

function numeric(raw: Raw, key: string, fallback: number): number {
  const value = text(raw, key);
  return value !== '' && Number.isFinite(Number(value)) ? Number(value) : fallback;
}

function choice<T extends string>(
  raw: Raw,
  key: string,
  choices: readonly { value: T }[],
  fallback: T,
): T {
  const value = text(raw, key);
  return choices.find((option) => option.value === value)?.value ?? fallback;
}

const list = (value: string, separator: string): string[] =>
  value
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** `Tech~AAPL.MSFT~0~40`, groups joined by `;`: letters that an address keeps readable. */
export function groupsToText(groups: readonly GroupForm[]): string {
  return groups
    .map((group) =>
      [encode(group.name), group.symbols.map(encode).join('+'), group.min, group.max].join('~'),
    )
    .join(';');
}

const encode = (value: string): string => encodeURIComponent(value).replaceAll('~', '%7E');

export function groupsFromText(value: string): GroupForm[] {
  return list(value, ';').flatMap((part) => {
    const [name = '', symbols = '', min = '', max = ''] = part.split('~');
    const limits = [Number(min), Number(max)] as const;
    if (min === '' || max === '' || !limits.every(Number.isFinite)) return [];
    return [
      {
        name: decode(name),
        symbols: list(symbols, '+').map(decode),
        min: limits[0],
        max: limits[1],
      },
    ];
  });
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The form that an address describes; anything missing or unreadable takes its default. */
export function formFromSearch(raw: Raw, symbols: readonly string[] = []): OptimiseForm {
  const chosen = list(text(raw, 'symbols').toUpperCase(), ',');
  const target = text(raw, 'target');
  return {
    symbols: chosen.length > 0 ? [...new Set(chosen)] : [...symbols],
    objective: choice(raw, 'objective', objectives, defaultForm.objective),
    target: target === '' ? null : numeric(raw, 'target', 0),
    period: choice(raw, 'period', periods, defaultForm.period),
    expectedReturns: choice(raw, 'returns', expectedReturns, defaultForm.expectedReturns),
    covariance: choice(raw, 'covariance', covariances, defaultForm.covariance),
    riskFreeRate: numeric(raw, 'rf', defaultForm.riskFreeRate),
    minWeight: numeric(raw, 'min', defaultForm.minWeight),
    maxWeight: numeric(raw, 'max', defaultForm.maxWeight),
    groups: groupsFromText(text(raw, 'groups')),
    capital: numeric(raw, 'capital', defaultForm.capital),
    allocation: choice(raw, 'shares', allocations, defaultForm.allocation),
    currency: text(raw, 'currency').toUpperCase(),
  };
}

/** The address of a form; defaults are left out so that a plain form has a plain address. */
export function searchFromForm(form: OptimiseForm): OptimiseSearch {
  const unless = (value: string | number, fallback: string | number) =>
    value === fallback ? undefined : String(value);
  return {
    symbols: form.symbols.length > 0 ? form.symbols.join(',') : undefined,
    objective: unless(form.objective, defaultForm.objective),
    target: form.target === null ? undefined : String(form.target),
    period: unless(form.period, defaultForm.period),
    returns: unless(form.expectedReturns, defaultForm.expectedReturns),
    covariance: unless(form.covariance, defaultForm.covariance),
    rf: unless(form.riskFreeRate, defaultForm.riskFreeRate),
    min: unless(form.minWeight, defaultForm.minWeight),
    max: unless(form.maxWeight, defaultForm.maxWeight),
    groups: form.groups.length > 0 ? groupsToText(form.groups) : undefined,
    capital: unless(form.capital, defaultForm.capital),
    shares: unless(form.allocation, defaultForm.allocation),
    currency: unless(form.currency, defaultForm.currency),
  };
}
