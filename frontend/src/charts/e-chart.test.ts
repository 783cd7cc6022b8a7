import { describe, expect, it } from 'vitest';
import { partsOf } from './e-chart';

describe('the parts of a chart', () => {
  it('are fetched only when its option asks for them', () => {
    expect(partsOf({ series: [{ type: 'line' }] })).toEqual([]);
    expect(partsOf({ series: { type: 'heatmap' }, visualMap: {} })).toEqual(['heatmap']);
    expect(partsOf({ series: [{ type: 'line' }, { type: 'scatter' }], legend: {} })).toEqual([
      'scatter',
      'legend',
    ]);
    expect(partsOf({})).toEqual([]);
  });
});
