import type { SampleKind, Samples } from '@/lib/demo/samples';

const names: Record<SampleKind, readonly [one: string, more: string]> = {
  watchlist: ['watchlist', 'watchlists'],
  rule: ['alert rule with its events', 'alert rules with their events'],
  pair: ['watched pair', 'watched pairs'],
  optimization: ['optimisation', 'optimisations'],
  feature_run: ['feature run', 'feature runs'],
  scan: ['scan of pairs', 'scans of pairs'],
};

const join = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** How many of each kind, as a list in words. */
export function countWords(items: Samples['items']): string {
  const kinds = (Object.keys(names) as SampleKind[]).map((kind) => {
    const count = items.filter((item) => item.kind === kind).length;
    return count === 0 ? '' : `${count} ${names[kind][count === 1 ? 0 : 1]}`;
  });
  return join(kinds.filter(Boolean));
}

/** What a removal takes and what it leaves. */
export function goingWords({ items }: Pick<Samples, 'items'>): string {
  const going = items.filter(({ edited }) => !edited);
  const staying = items.filter(({ edited }) => edited).map(({ title }) => title);
  const gone = going.length === 0 ? 'Nothing goes.' : `These go for good: ${countWords(going)}.`;
  return staying.length === 0 ? gone : `${gone} You changed, and keep: ${staying.join('; ')}.`;
}
