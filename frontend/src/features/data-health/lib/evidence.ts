/** The figures behind a finding that its sentence has no room for. */
import type { Finding } from '@/lib/api/data-health';
import { featureText, featureWord } from '@/lib/feature-words';
import { formatInteger, formatNumber, formatPercent, formatPrice } from '@/lib/format/number';

export type SourceRow = { figure: string; here: string; there: string };

type Values = Record<string, unknown>;

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null;

const figures = ['open', 'high', 'low', 'close', 'volume'] as const;

function shown(name: string, bar: Values): string {
  const value = bar[name];
  if (typeof value !== 'number') return 'unknown';
  if (name === 'volume') return formatInteger(value);
  return formatPrice(value);
}

/** A bar as two sources report it, value by value; null for a finding of another kind. */
export function sourcesOf({ evidence }: Pick<Finding, 'evidence'>) {
  const { here, there, source } = evidence;
  if (!isRecord(here) || !isRecord(there) || typeof source !== 'string') return null;
  const rows = figures.map(
    (figure): SourceRow => ({
      figure,
      here: shown(figure, here),
      there: shown(figure, there),
    }),
  );
  return { source, rows };
}

/** What the isolation forest says of the bar, the strongest reason first; null without its word. */
export function unusualOf({ evidence }: Pick<Finding, 'evidence'>) {
  const { unusual } = evidence;
  if (!isRecord(unusual) || typeof unusual.score !== 'number') return null;
  const reasons = Array.isArray(unusual.reasons) ? unusual.reasons : [];
  return {
    score: formatNumber(unusual.score, 2),
    reasons: reasons.filter(isRecord).map(({ name, value, share }) => ({
      name: featureWord(String(name)),
      value: featureText(String(name), Number(value)),
      share: formatPercent(Number(share), 0),
    })),
  };
}
