import { describe, expect, it } from 'vitest';
import type { Instrument } from '@/lib/api/market-types';
import { rankSymbols } from './palette';

const all = [
  ['PEP', 'PepsiCo'],
  ['KO', 'Coca-Cola'],
  ['PG', 'Procter & Gamble'],
  ['P', 'Exact'],
].map(([symbol, name]) => ({ symbol, name })) as Instrument[];

describe('searching symbols', () => {
  it('puts the exact symbol first, then beginnings, then names', () => {
    expect(rankSymbols(all, 'p', 9).map(({ symbol }) => symbol)).toEqual(['P', 'PEP', 'PG']);
    expect(rankSymbols(all, 'cola', 9).map(({ symbol }) => symbol)).toEqual(['KO']);
    expect(rankSymbols(all, ' ', 9)).toEqual([]);
  });
});
