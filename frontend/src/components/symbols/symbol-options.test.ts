import { describe, expect, it } from 'vitest';
import { matching } from './symbol-options';

const options = [
  { value: 'BK', label: 'BK · Bank of Nokomo' },
  { value: 'KO', label: 'KO · Coca-Cola' },
  { value: 'KOS', label: 'KOS · Kosmos' },
  { value: 'XKO.L', label: 'XKO.L' },
  { value: 'IBM', label: 'IBM' },
];
const found = (typed: string, limit = 50) =>
  matching(options, typed, limit).map(({ value }) => value);

describe('choices for what was typed', () => {
  it('begin with the symbol itself, then what begins so, then names', () => {
    expect(found('ko')).toEqual(['KO', 'KOS', 'XKO.L', 'BK']);
    expect(found(' KO ')).toEqual(found('ko'));
  });
  it('are all, in order, when nothing is typed', () => {
    expect(found('')).toEqual(options.map(({ value }) => value));
  });
  it('are the best of them when there are too many to show', () => {
    expect(found('ko', 2)).toEqual(['KO', 'KOS']);
  });
  it('are none when nothing matches', () => {
    expect(found('zzz')).toEqual([]);
  });
});
