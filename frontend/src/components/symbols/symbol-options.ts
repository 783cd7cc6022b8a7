import { useMemo } from 'react';
import { useInstruments } from '@/lib/api/instruments';
import { problemOf } from '@/lib/api/problem';

export type SymbolOption = { value: string; label: string };

/** What can be chosen. What is chosen stays a choice when the list is not here. */
export function useSymbolOptions(chosen: readonly string[]) {
  const { data, error } = useInstruments();
  const options = useMemo(() => {
    const listed = (data ?? []).map(({ symbol, name }) => ({
      value: symbol,
      label: name && name !== symbol ? `${symbol} · ${name}` : symbol,
    }));
    const known = new Set(listed.map(({ value }) => value));
    const others = chosen.filter((symbol) => symbol !== '' && !known.has(symbol));
    return [...listed, ...others.map((symbol) => ({ value: symbol, label: symbol }))];
  }, [data, chosen]);
  const failure = data || !error ? null : `No symbols to choose: ${problemOf(error).detail}`;
  return { options, failure };
}

/** How well a choice answers what was typed: the symbol itself first; null when it does not. */
function rankOf({ value, label }: SymbolOption, words: string): number | null {
  const symbol = value.toLowerCase();
  if (symbol === words) return 0;
  if (symbol.startsWith(words)) return 1;
  if (symbol.includes(words)) return 2;
  return label.toLowerCase().includes(words) ? 3 : null;
}

/** The choices that match what was typed, best first, so that Enter takes what was meant. */
export function matching(
  options: readonly SymbolOption[],
  typed: string,
  limit: number,
): SymbolOption[] {
  const words = typed.trim().toLowerCase();
  return options
    .flatMap((option) => {
      const rank = rankOf(option, words);
      return rank === null ? [] : [{ option, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ option }) => option);
}

/** How many choices a list shows at a time; a filter of one's own has to keep to it by itself. */
export const MOST_SHOWN = 50;
