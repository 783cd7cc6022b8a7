// Writes src/types/generated.ts from the server's own OpenAPI document: REST and socket in one file.
// Usage: npm run types          (PYTHON names another interpreter than ../.venv/bin/python)
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const frontend = fileURLToPath(new URL('..', import.meta.url));
const root = join(frontend, '..');
const python = process.env.PYTHON ?? join(root, '.venv', 'bin', 'python');
const folder = mkdtempSync(join(tmpdir(), 'sightline-schema-'));

try {
  const schema = join(folder, 'schema.yaml');
  execFileSync(python, ['manage.py', 'spectacular', '--file', schema], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const output = join(frontend, 'src', 'types', 'generated.ts');
  execFileSync(join(frontend, 'node_modules', '.bin', 'openapi-typescript'), [
    schema,
    '--output',
    output,
    '--default-non-nullable',
    'false',
  ]);
  console.log(`wrote ${output}`);
} finally {
  rmSync(folder, { recursive: true });
}
