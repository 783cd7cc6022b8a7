/** The settings of the scan form: what the address says, else those of the scan that is shown. */
import { type PairsView, pairIntervals } from './view';

export type ScanSettings = Pick<PairsView, 'universe' | 'scanned' | 'log' | 'fdr'>;

/** What a scan was asked; null where its job does not say it. */
export function settingsOfScan(params: Record<string, unknown> | undefined): ScanSettings | null {
  const { symbols, interval, log, fdr } = params ?? {};
  const scanned = pairIntervals.find((one) => one === interval);
  if (!Array.isArray(symbols) || !scanned) return null;
  if (typeof log !== 'boolean' || typeof fdr !== 'number') return null;
  return { universe: symbols.map(String), scanned, log, fdr: fdr * 100 };
}

/** What a person has entered is in the address, with its universe, and stays. */
export function settingsShown(
  view: ScanSettings,
  ofScan: ScanSettings | null,
  suggested: readonly string[],
): ScanSettings {
  const { universe, scanned, log, fdr } = view;
  if (universe.length > 0) return { universe, scanned, log, fdr };
  return ofScan ?? { universe: [...suggested], scanned, log, fdr };
}
