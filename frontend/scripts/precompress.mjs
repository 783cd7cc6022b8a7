// Puts .br and .gz beside each built file that compression shrinks; the server sends what a browser takes.
// Usage: part of `npm run build`. The page itself is left out: each answer of it has another nonce.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist-next', import.meta.url));
const compressible = /\.(js|css|svg|json|txt|webmanifest|xml|wasm)$/;
const leastBytes = 1000;
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };

const files = readdirSync(dist, { recursive: true })
  .map((name) => join(dist, name))
  .filter((file) => compressible.test(file) && statSync(file).size >= leastBytes);
for (const file of files) {
  const content = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(content, quality));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
console.log(`compressed ${files.length} files`);
