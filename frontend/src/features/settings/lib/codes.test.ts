import { expect, it } from 'vitest';
import { codesFile, grouped } from './codes';

it.each([
  ['ABCDEFGHIJ', 'ABCD EFGH IJ'],
  ['', ''],
])('groups %s by four', (secret, shown) => {
  expect(grouped(secret)).toBe(shown);
});

it('says in the file whose codes they are', () => {
  expect(codesFile('olga', ['11112222', '33334444'])).toBe(
    'Sightline: recovery codes of olga. Each signs you in once.\n\n11112222\n33334444\n',
  );
});
