/** Against TA-Lib, another engine: its values of made-up bars, kept beside the server's own tests. */
import { describe, expect, it } from 'vitest';
import file from '../../../../tests/ml/series/studies/talib.json';
import type { ChartBar } from '../price/bars';
import { baseKinds } from './base';
import { moreKinds } from './more';
import { readStudies, studiesOf } from './study';

type Reference = {
  at: number[];
  bars: Record<'open' | 'high' | 'low' | 'close' | 'volume', number[]>;
  lines: Record<string, (number | null)[]>;
};

const reference: Reference = file;
const column = (name: keyof Reference['bars'], at: number) =>
  reference.bars[name][at] ?? Number.NaN;
const made = reference.bars.close.map((_, at): ChartBar => {
  const [open, high, low] = [column('open', at), column('high', at), column('low', at)];
  const time = (1_000_000_000 + at * 86_400) as ChartBar['time'];
  return {
    time,
    open,
    high,
    low,
    close: column('close', at),
    volume: column('volume', at),
    settled: true,
  };
});
const kinds = { ...baseKinds, ...moreKinds };

/**
 * From which bar on both agree. TA-Lib starts the fast mean of MACD late, and sums of directional
 * movement one bar early without dividing: what they begin with fades by each bar's weight.
 */
const SETTLED: Readonly<Record<string, number>> = { macd: 200, adx: 350 };
const shared = Object.keys(kinds).filter((kind) => kind !== 'volatility');

function lastOf(address: string, at: number): number | null | undefined {
  const [id = '', line] = address.split('/');
  const [study] = studiesOf(readStudies([id]), kinds);
  const lines = study?.of.lines(made, study.parameters, 252) ?? [];
  return lines.find((one) => one.id === line)?.values[at];
}

describe('indicators', () => {
  it('are all compared, the volatility apart, which TA-Lib does not know', () => {
    const compared = new Set(Object.keys(reference.lines).map((one) => one.split(/[:/]/)[0]));
    expect([...compared].sort()).toEqual([...shared].sort());
  });

  it.each(Object.entries(reference.lines))('%s is as TA-Lib has it', (address, values) => {
    const from = SETTLED[address.split(':')[0] ?? ''] ?? 0;
    const places = reference.at.map((at, nth) => [at, values[nth]] as const);
    const settled = places.filter(([at]) => at >= from);
    expect(settled.some(([, value]) => value !== null)).toBe(true);
    for (const [at, value] of settled) {
      const found = lastOf(address, at);
      if (value === null || value === undefined) expect(found).toBeNull();
      else expect(found).toBeCloseTo(value, value > 1e5 ? 2 : 8);
    }
  });

  it('never look ahead: a bar more changes no value before it', () => {
    for (const [kind, { parameters, lines }] of Object.entries(kinds)) {
      const starts = parameters.map(({ start }) => start);
      const before = lines(made.slice(0, 300), starts, 252);
      const after = lines(made.slice(0, 301), starts, 252);
      before.forEach(({ values }, nth) => {
        expect(after[nth]?.values.slice(0, 300), kind).toEqual(values);
      });
    }
  });
});
