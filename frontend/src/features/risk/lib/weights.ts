/** Portfolio weights as the address and the boxes hold them: per cent, a person's own numbers. */
export type WeightEntry = { symbol: string; perCent: number };

/** `KO:40,PEP:60` -> entries; what cannot be read is left out. */
export function parseWeights(value: string): WeightEntry[] {
  return value.split(',').flatMap((part) => {
    const at = part.lastIndexOf(':');
    const symbol = part.slice(0, at).trim().toUpperCase();
    const perCent = Number(part.slice(at + 1));
    return at > 0 && symbol !== '' && Number.isFinite(perCent) ? [{ symbol, perCent }] : [];
  });
}

export const formatWeights = (entries: readonly WeightEntry[]): string =>
  entries.map(({ symbol, perCent }) => `${symbol}:${round(perCent)}`).join(',');

const round = (value: number): number => Number(value.toFixed(4));

export const sumOf = (entries: readonly WeightEntry[]): number =>
  round(entries.reduce((sum, entry) => sum + entry.perCent, 0));

/** Shares of 1 in proportion to the entries; empty when nothing is positive. */
export function fractionsOf(entries: readonly WeightEntry[]): Record<string, number> {
  const total = entries.reduce((sum, entry) => sum + entry.perCent, 0);
  if (!(total > 0)) return {};
  return Object.fromEntries(entries.map(({ symbol, perCent }) => [symbol, perCent / total]));
}

export const equalWeights = (symbols: readonly string[]): WeightEntry[] =>
  symbols.map((symbol) => ({ symbol, perCent: 100 / symbols.length }));
