/** The symbols looked at last on this device, newest first. */
const KEY = 'sightline.recents';
const MOST = 8;

export function recentSymbols(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    // Blocked or damaged storage only costs the list of recents.
    return [];
  }
}

export function rememberSymbol(symbol: string): void {
  const next = [symbol, ...recentSymbols().filter((other) => other !== symbol)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Blocked or full storage only costs the list of recents.
  }
}
