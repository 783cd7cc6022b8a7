import { describe, expect, it } from 'vitest';
import { toCsv } from './download';

describe('a table as CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@a', "'@a"],
    ['\uff1d1', "'\uff1d1"],
    ['a;=1+1', "a;'=1+1"],
    ['a\t"@b', '"a\t""\'@b"'],
    ['BRK-B', 'BRK-B'],
    ['Smith, -Co', '"Smith, -Co"'],
  ])('keeps %j from being a formula', (cell, text) => {
    expect(toCsv([], [[cell]])).toBe(`\r\n${text}`);
  });

  it('leaves numbers, escapes names and leaves out what is missing', () => {
    expect(toCsv(['=a', 'b'], [[-1.5, null]])).toBe("'=a,b\r\n-1.5,");
  });
});
