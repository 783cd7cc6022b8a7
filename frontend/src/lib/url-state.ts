/** View state that lives in the address: read by codecs, defaults left out. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';

type UrlValue = string | number | boolean;

/** How one value is read from the address and written into it; unreadable text gives the default. */
export type Codec<T> = {
  fallback: T;
  read: (raw: unknown) => T;
  write: (value: T) => UrlValue;
};

export type StateOf<S> = { [K in keyof S]: S[K] extends Codec<infer T> ? T : never };

type Raw = Record<string, unknown>;

const isText = (raw: unknown): raw is string | number =>
  typeof raw === 'string' || typeof raw === 'number';

export function text(fallback: string): Codec<string> {
  return {
    fallback,
    read: (raw) => (isText(raw) ? String(raw) : fallback),
    write: (value) => value,
  };
}

export function number(fallback: number): Codec<number> {
  const read = (raw: unknown) =>
    isText(raw) && raw !== '' && Number.isFinite(Number(raw)) ? Number(raw) : fallback;
  return { fallback, read, write: (value) => value };
}

export function flag(fallback: boolean): Codec<boolean> {
  const read = (raw: unknown) => {
    if (raw === true || raw === 'true') return true;
    return raw === false || raw === 'false' ? false : fallback;
  };
  return { fallback, read, write: (value) => value };
}

export function oneOf<const T extends string>(
  choices: readonly T[],
  fallback: NoInfer<T>,
): Codec<T> {
  const read = (raw: unknown) => choices.find((choice) => choice === String(raw)) ?? fallback;
  return { fallback, read, write: (value) => value };
}

/** Comma separated; the order is kept. */
export function list(fallback: readonly string[]): Codec<readonly string[]> {
  const read = (raw: unknown) =>
    isText(raw)
      ? String(raw)
          .split(',')
          .filter((part) => part !== '')
      : fallback;
  return { fallback, read, write: (value) => value.join(',') };
}

const codecOf = (shape: object, key: string): Codec<unknown> | undefined =>
  (shape as Record<string, Codec<unknown> | undefined>)[key];

export function readState<S extends object>(shape: S, raw: Raw): StateOf<S> {
  const entries = Object.keys(shape).map((key) => [key, codecOf(shape, key)?.read(raw[key])]);
  return Object.fromEntries(entries) as StateOf<S>;
}

/** The next search parameters: values equal to their default leave the address. */
export function patchSearch<S extends object>(
  shape: S,
  previous: Raw,
  patch: Partial<StateOf<S>>,
): Raw {
  const next: Raw = { ...previous };
  for (const [key, value] of Object.entries(patch)) {
    const codec = codecOf(shape, key);
    if (!codec) continue;
    const written = codec.write(value ?? codec.fallback);
    if (written === codec.write(codec.fallback)) delete next[key];
    else next[key] = written;
  }
  return next;
}

/** The state of a constant shape, and a way to change a part of it; `push` adds a step to go back to. */
export function useUrlState<S extends object>(shape: S) {
  const raw = useSearch({ strict: false }) as Raw;
  const navigate = useNavigate();
  const state = useMemo(() => readState(shape, raw), [shape, raw]);
  const patch = useCallback(
    (change: Partial<StateOf<S>>, { push = false }: { push?: boolean } = {}) =>
      void navigate({
        to: '.',
        search: ((previous: Raw) => patchSearch(shape, previous, change)) as never,
        replace: !push,
        resetScroll: false,
      }),
    [navigate, shape],
  );
  return [state, patch] as const;
}
