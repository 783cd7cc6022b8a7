/** The one spelling of a question: method, path, sorted query and body. The recorder writes the same. */

/** JSON with sorted keys and without what is not set. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

export function spell(method: string, url: string, body?: BodyInit | null): string {
  const [path, search = ''] = url.split('?');
  const pairs = [...new URLSearchParams(search)].map(([key, value]) => `${key}=${value}`).sort();
  const query = pairs.length > 0 ? `?${pairs.join('&')}` : '';
  const said = typeof body === 'string' ? ` ${JSON.stringify(sorted(JSON.parse(body)))}` : '';
  return `${method} ${decodeURIComponent(path ?? '')}${query}${said}`;
}
