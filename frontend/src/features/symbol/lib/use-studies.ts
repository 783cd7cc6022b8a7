import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { baseKinds } from '@/charts/studies/base';
import { readStudies, type Study, studiesOf } from '@/charts/studies/study';

/** Indicators that a chart can do without at first; a query, so that a lost connection is retried. */
export const moreKindsQuery = {
  queryKey: ['indicators of the chart'],
  queryFn: async () => (await import('@/charts/studies/more')).moreKinds,
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
} as const;

/**
 * The indicators to draw. A relative scale starts every line at its own first value, which would
 * put averages beside the price they are made of; only those with a pane of their own are drawn.
 */
export function useStudies(texts: readonly string[], relative: boolean) {
  const asked = useMemo(() => readStudies(texts), [texts]);
  const enabled = asked.some(({ kind }) => !Object.hasOwn(baseKinds, kind));
  const { data, error } = useQuery({ ...moreKindsQuery, enabled });
  const studies = useMemo((): readonly Study[] => {
    const found = studiesOf(asked, { ...baseKinds, ...data });
    return relative ? found.filter(({ of }) => of.pane === 'own') : found;
  }, [asked, data, relative]);
  return { studies, error: data ? null : error };
}
