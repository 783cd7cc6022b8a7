// Writes src/types/generated.ts, limits.ts and past-routes.ts from the server's own OpenAPI document:
// REST and socket in one file, the values and limits that forms need as constants, and which questions
// can be asked about the past.
// Usage: npm run types          (PYTHON names another interpreter than ../.venv/bin/python)
//        npm run types -- --check     writes nothing and fails where the file is not up to date
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { limitsOf, pastRoutesOf } from './limits.mjs';

const frontend = fileURLToPath(new URL('..', import.meta.url));
const root = join(frontend, '..');
const python = process.env.PYTHON ?? join(root, '.venv', 'bin', 'python');
const checking = process.argv.includes('--check');
const folder = mkdtempSync(join(tmpdir(), 'sightline-schema-'));
const types = join(frontend, 'src', 'types');
const bin = join(frontend, 'node_modules', '.bin');
const made = (name) => join(folder, name);

function keep(name) {
  if (!checking) {
    copyFileSync(made(name), join(types, name));
    console.log(`wrote src/types/${name}`);
  } else if (readFileSync(made(name), 'utf8') !== readFileSync(join(types, name), 'utf8')) {
    console.error(`src/types/${name} is not what the server answers: run npm run types`);
    process.exitCode = 1;
  }
}

try {
  const schema = join(folder, 'schema.json');
  const wanted = ['spectacular', '--format', 'openapi-json', '--file', schema];
  execFileSync(python, ['manage.py', ...wanted], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const options = ['--output', made('generated.ts'), '--default-non-nullable', 'false'];
  execFileSync(join(bin, 'openapi-typescript'), [schema, ...options]);
  const document = JSON.parse(readFileSync(schema, 'utf8'));
  const plain = { 'limits.ts': limitsOf(document), 'past-routes.ts': pastRoutesOf(document) };
  for (const [name, text] of Object.entries(plain)) {
    const format = ['format', `--stdin-file-path=src/types/${name}`];
    writeFileSync(
      made(name),
      execFileSync(join(bin, 'biome'), format, { cwd: frontend, input: text }),
    );
  }
  for (const name of ['generated.ts', ...Object.keys(plain)]) keep(name);
} finally {
  rmSync(folder, { recursive: true });
}
