// Writes src/types/generated.ts from the server's own OpenAPI document: REST and socket in one file.
// Usage: npm run types          (PYTHON names another interpreter than ../.venv/bin/python)
//        npm run types -- --check     writes nothing and fails where the file is not up to date
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const frontend = fileURLToPath(new URL('..', import.meta.url));
const root = join(frontend, '..');
const python = process.env.PYTHON ?? join(root, '.venv', 'bin', 'python');
const checking = process.argv.includes('--check');
const folder = mkdtempSync(join(tmpdir(), 'sightline-schema-'));

try {
  const schema = join(folder, 'schema.yaml');
  execFileSync(python, ['manage.py', 'spectacular', '--file', schema], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const tracked = join(frontend, 'src', 'types', 'generated.ts');
  const output = checking ? join(folder, 'generated.ts') : tracked;
  execFileSync(join(frontend, 'node_modules', '.bin', 'openapi-typescript'), [
    schema,
    '--output',
    output,
    '--default-non-nullable',
    'false',
  ]);
  if (!checking) console.log(`wrote ${output}`);
  else if (readFileSync(output, 'utf8') !== readFileSync(tracked, 'utf8')) {
    console.error('src/types/generated.ts is not what the server answers: run npm run types');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
