// Puts a finished build in the place of the one before, so that a running server never meets half of one.
// Usage: the last part of `npm run build`.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [made, served, before] = ['dist-next', 'dist', 'dist-before'].map((name) =>
  fileURLToPath(new URL(`../${name}`, import.meta.url)),
);

rmSync(before, { recursive: true, force: true });
if (existsSync(served)) renameSync(served, before);
renameSync(made, served);
rmSync(before, { recursive: true, force: true });
