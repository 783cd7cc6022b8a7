import type { Instrument } from '@/lib/api/market-types';

/** Why no training can be asked for, or null while there is daily history to learn from. */
export function nothingToLearn(
  instruments: readonly Pick<Instrument, 'last_bar' | 'simulated'>[],
): string | null {
  const real = instruments.some(({ last_bar, simulated }) => last_bar !== null && !simulated);
  return real ? null : 'No training yet: no symbol has real daily history to learn from.';
}
