/** A secret in groups of four: easier to type from a screen. */
export function grouped(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(' ');
}

/** What a downloaded file of recovery codes says. */
export function codesFile(username: string, codes: readonly string[]): string {
  const head = `Sightline: recovery codes of ${username}. Each signs you in once.`;
  return `${[head, '', ...codes].join('\n')}\n`;
}
