/** What a reader may change in a preview: how it looks, kept in this browser. */

const KEY = 'sightline.preview.display';
export const DISPLAY = '/api/v1/me/settings';
const VISIT = 'PUT /api/v1/home/visit';

type Fields = Record<string, unknown>;

export function readOwn(): Fields {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Fields;
  } catch {
    // Storage can be blocked, or hold what is no JSON; the recorded display is shown then.
    return {};
  }
}

function keep(patch: string): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...readOwn(), ...JSON.parse(patch) }));
  } catch {
    // Storage can be blocked; the choice then lasts until the page is left.
  }
}

/** Keeps a choice of display; returns whether the question was one. */
export function keptHere(method: string, path: string, body: RequestInit['body']): boolean {
  const chooses = method === 'PATCH' && path === DISPLAY;
  if (chooses && typeof body === 'string') keep(body);
  return chooses;
}

/** Questions that note something and bring nothing. */
export const isNote = (method: string, path: string): boolean => `${method} ${path}` === VISIT;
