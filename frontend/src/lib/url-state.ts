import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

export type UrlValue = string | number | boolean | null | undefined;
export type UrlPatch = Record<string, UrlValue>;

type Raw = Record<string, unknown>;

/** The next search parameters: what the patch clears or leaves empty is removed. */
export function patchSearch(previous: Raw, patch: UrlPatch): Raw {
  const next: Raw = { ...previous };
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined || value === null || value === '') delete next[key];
    else next[key] = value;
  }
  return next;
}

/**
 * View state that lives in the address: parsed on the way in, patched on the way out.
 * `parse` must be a constant function; what it cannot read takes its default there.
 */
export function useUrlState<T>(parse: (raw: Raw) => T) {
  const raw = useSearch({ strict: false }) as Raw;
  const navigate = useNavigate();
  const state = useMemo(() => parse(raw), [parse, raw]);
  const patch = useCallback(
    (change: UrlPatch, { push = false }: { push?: boolean } = {}) =>
      navigate({
        to: '.',
        search: ((previous: Raw) => patchSearch(previous, change)) as never,
        replace: !push,
        resetScroll: false,
      }),
    [navigate],
  );
  return [state, patch] as const;
}
