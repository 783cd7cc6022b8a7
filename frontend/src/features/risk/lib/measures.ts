import { formatInteger, formatNumber, formatPercent, MISSING } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { optionsOf } from '@/lib/options';
import type { Schema } from '@/types/schema';
import type { Measures, ShownMeasure } from '../api/types';

/** One figure of the grid: what it is, what it is worth, and how it came about. */
export type Measure = {
  /** In the catalogue of explanations. */
  id: string;
  label: string;
  text: string;
  /** Below the figure: per year, per day, dates. */
  note: string;
};

const methodLabels: Record<Schema<'RiskMethod'>, string> = {
  fhs: 'Filtered historical simulation',
  historical: 'Historical',
  gaussian: 'Gaussian',
  cornish_fisher: 'Cornish-Fisher',
  evt: 'Extreme value theory',
};
export const methods = optionsOf(methodLabels);

export const methodLabel = (method: string): string =>
  methods.find((choice) => choice.value === method)?.label ?? method.replaceAll('_', ' ');

/** 0.95 -> "95%", 0.975 -> "97.5%". */
export const levelText = (confidence: number): string =>
  formatPercent(confidence, Number.isInteger(Math.round(confidence * 1000) / 10) ? 0 : 1);

export const horizonText = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

type Facts = ReadonlyMap<string, unknown>;

/** Figures that a label or note names, by the format it asks for. */
const formats: Record<string, (value: unknown) => string> = {
  percent: (value) => formatPercent(Number(value)),
  level: (value) => levelText(Number(value)),
  days: (value) => horizonText(Number(value)),
  date: (value) => formatDate(String(value)),
};

const NAMED = /\{(\w+)\|(\w+)\}/g;

/** Puts the answer's figures into a text; another text serves where one of them is missing. */
function filled(text: string, facts: Facts, without = ''): string {
  const names = [...text.matchAll(NAMED)].map(([, name = '']) => facts.get(name) ?? null);
  if (names.includes(null) && without) return without;
  return text.replace(NAMED, (_, name: string, format: string) => {
    const value = facts.get(name) ?? null;
    return value === null ? MISSING : (formats[format] ?? String)(value);
  });
}

function figureText(value: unknown, { unit, digits }: ShownMeasure): string {
  if (typeof value !== 'number') return MISSING;
  if (unit === 'fraction') return formatPercent(value, digits);
  return unit === 'count' ? formatInteger(value) : formatNumber(value, digits);
}

/** Every figure that the answer says is shown, in reading order; of a short list the headlines. */
export function measuresOf(report: Measures & { horizon?: number }, short = false): Measure[] {
  const facts = new Map<string, unknown>(Object.entries({ horizon: 1, ...report }));
  return report.measures
    .filter(({ headline }) => headline || !short)
    .map((shown) => ({
      id: shown.id,
      label: filled(shown.label, facts),
      text: figureText(facts.get(shown.field), shown),
      note: filled(shown.note, facts, shown.note_without),
    }));
}

type Drawdown = Pick<Measures, 'drawdown_start' | 'drawdown_trough' | 'drawdown_end'>;

/** When the worst fall began, reached its trough and, if it did, recovered. */
export function drawdownSpan(report: Drawdown): string {
  if (!report.drawdown_start) return '';
  const fall = `${formatDate(report.drawdown_start)} to ${formatDate(report.drawdown_trough)}`;
  const end = report.drawdown_end
    ? `recovered ${formatDate(report.drawdown_end)}`
    : 'not recovered yet';
  return `${fall}, ${end}`;
}
