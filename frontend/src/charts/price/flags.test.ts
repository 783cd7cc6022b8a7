import { describe, expect, it } from 'vitest';
import type { ChartTheme } from '../theme';
import type { ChartBar } from './bars';
import { flagMarkers, flagValue } from './flags';

const theme = { c2: 'orange', down: 'red', mark: 'yellow' } as ChartTheme;
const bars = [10, 20, 30].map((time) => ({ time, close: 1 })) as unknown as ChartBar[];
const odd = { time: 20, words: 'Return −8.20%', suspect: false };

describe('flags', () => {
  it('marks only bars that are on the chart', () => {
    const markers = flagMarkers([odd, { ...odd, time: 15 }], bars, theme);
    expect(markers.map(({ time }) => time)).toEqual([20]);
  });

  it('marks a suspect bar by shape and colour', () => {
    const [marker] = flagMarkers([{ ...odd, suspect: true }], bars, theme);
    expect([marker?.shape, marker?.color]).toEqual(['square', 'red']);
  });

  it('distinguishes a finding of data health from an unusual bar, and names both of one bar', () => {
    const found = { time: 20, words: 'A gap.', suspect: false, found: true };
    const [marker] = flagMarkers([found], bars, theme);
    expect([marker?.shape, marker?.color]).toEqual(['circle', 'yellow']);
    expect(flagValue([odd, found], 20, theme).map(({ name }) => name)).toEqual([
      'Unusual',
      'Data finding',
    ]);
  });

  it('says in the legend what made the bar odd, and nothing elsewhere', () => {
    expect(flagValue([odd], 20, theme)).toEqual([
      { name: 'Unusual', text: 'Return −8.20%', colour: 'orange' },
    ]);
    expect(flagValue([odd], 10, theme)).toEqual([]);
    expect(flagValue([{ ...odd, suspect: true }], 20, theme)[0]?.name).toContain('check the data');
  });
});
