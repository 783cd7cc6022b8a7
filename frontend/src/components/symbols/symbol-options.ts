import { useMemo } from 'react';
import { useInstruments } from '@/lib/api/instruments';
import { problemOf } from '@/lib/api/problem';

/** What can be chosen. What is chosen stays a choice when the list is not here or is cut off. */
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
