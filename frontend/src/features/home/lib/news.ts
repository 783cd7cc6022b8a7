/** What changed as lines of one list, newest first. */
import type { Schema } from '@/types/schema';

type Changes = Schema<'Changes'>;
export type Outcome = Schema<'NewOutcome'>;
export type Violation = Schema<'NewViolation'>;
export type Extreme = Schema<'NewExtreme'>;
export type Alert = Schema<'NewAlert'>;
export type Finding = Schema<'NewFinding'>;

export type Line = { key: string; at: string; symbol: string } & (
  | { kind: 'alert'; of: Alert }
  | { kind: 'violation'; of: Violation }
  | { kind: 'extreme'; of: Extreme }
  | { kind: 'outcome'; of: Outcome }
  | { kind: 'finding'; of: Finding }
);

/** Of one day what needs a look stands first, forecasts that came true last. */
function rank(line: Line): number {
  if (line.kind === 'outcome') return line.of.inside_90 ? 5 : 3;
  return { alert: 0, violation: 1, extreme: 2, finding: 4 }[line.kind];
}

const dayOf = (line: Line): string => line.at.slice(0, 10);

export function newsLines(changes: Changes): Line[] {
  const lines: Line[] = [
    ...changes.alerts.map((of): Line => ({ kind: 'alert', key: `a${of.id}`, ...common(of), of })),
    ...changes.findings.map(
      (of): Line => ({ kind: 'finding', key: `f${of.id}`, ...common(of), of }),
    ),
    ...changes.outcomes.map(
      (of): Line => ({ kind: 'outcome', key: `o${of.symbol}`, ...common(of), of }),
    ),
    ...changes.violations.map(
      (of): Line => ({
        kind: 'violation',
        key: `v${of.symbol}`,
        at: of.day,
        symbol: of.symbol,
        of,
      }),
    ),
    ...changes.extremes.map(
      (of): Line => ({ kind: 'extreme', key: `x${of.symbol}`, at: of.day, symbol: of.symbol, of }),
    ),
  ];
  return lines.sort(
    (one, other) =>
      dayOf(other).localeCompare(dayOf(one)) ||
      rank(one) - rank(other) ||
      one.symbol.localeCompare(other.symbol),
  );
}

const common = (of: { at: string; symbol: string }) => ({ at: of.at, symbol: of.symbol });

/** Where a close lay against the range that was forecast for it. */
export function placeOf({ price, lower_90, upper_90 }: Outcome): 'in' | 'above' | 'below' {
  if (price > upper_90) return 'above';
  return price < lower_90 ? 'below' : 'in';
}
