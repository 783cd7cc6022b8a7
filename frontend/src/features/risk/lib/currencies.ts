import { problemOf } from '@/lib/api/problem';

/** Currencies of a mix that was refused because it has several; empty for any other answer. */
export function currenciesOf(error: unknown): string[] {
  const { code, currencies } = problemOf(error);
  const several = code === 'mixed_currencies' && typeof currencies === 'object' && currencies;
  return several ? Object.keys(several).filter(Boolean) : [];
}
