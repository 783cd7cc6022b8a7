/** A list with one item moved by some places; the ends stop it. */
export function moveItem(items: readonly string[], item: string, by: number): string[] {
  const from = items.indexOf(item);
  if (from < 0) return [...items];
  const to = Math.min(items.length - 1, Math.max(0, from + by));
  const rest = items.filter((other) => other !== item);
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}
