import { formatInteger, formatNumber, formatPercent, MISSING } from '@/lib/format/number';
import type { AlignedColumn, FeatureDefinition, RunAnomaly } from '../api/types';

type Unit = FeatureDefinition['unit'];

/** A feature's value in its own unit. */
export function featureText(value: number | null | undefined, unit: Unit): string {
  if (unit === 'fraction') return formatPercent(value);
  return formatNumber(value, unit === 'points' ? 1 : 3);
}

/** `1.2e-15`, or a plain zero: errors span too many sizes for one number of digits. */
export function errorText(error: number): string {
  if (error === 0) return '0';
  return error.toExponential(1).replace('e-', 'e−').replace('e+', 'e');
}

/** 100 % only when it is: 99.9996 % must not round up to it. */
export function shareText(share: number): string {
  if (share === 1) return '100%';
  return formatPercent(Math.min(share, 0.999999), share > 0.999 ? 4 : 2);
}

export const rateText = (rate: number | null | undefined): string =>
  rate === null || rate === undefined ? MISSING : `${formatInteger(Math.round(rate))} rows/s`;

export const alignmentTone = { aligned: 'ok', drifting: 'warn', failed: 'bad' } as const;

/** In one sentence: do the engine and the reference agree? */
export function alignmentVerdict(columns: readonly AlignedColumn[], engine: string): string {
  const failed = columns.filter(({ state }) => state === 'failed');
  const drifting = columns.filter(({ state }) => state === 'drifting');
  const name = engine === 'spark' ? 'Spark' : 'polars';
  if (failed.length > 0)
    return `${name} disagrees with the reference in ${failed.map((one) => one.name).join(', ')}. Nothing was stored.`;
  if (drifting.length > 0)
    return `${name} and the reference differ in a few rows of ${drifting.map((one) => one.name).join(', ')}.`;
  return `${name} and the independent reference agree in every one of ${columns.length} columns.`;
}

/** `Volatility (20) 5.31% · Return −8.20%`: what made a bar odd, the strongest first. */
export function reasonsText(
  reasons: RunAnomaly['reasons'],
  definitions: ReadonlyMap<string, Pick<FeatureDefinition, 'title' | 'unit'>>,
): string {
  return reasons
    .map(({ name, value }) => {
      const known = definitions.get(name);
      // Those in the unit of the price are judged as a share of it.
      const unit = known?.unit === 'price' ? 'fraction' : (known?.unit ?? 'ratio');
      return `${known?.title ?? name} ${featureText(value, unit)}`;
    })
    .join(' · ');
}
