import { describe, expect, it } from 'vitest';
import type { ChartBar } from '@/charts/price/bars';
import type { Finding } from '@/lib/api/data-health';
import { checkedInterval, faultsOf } from './faults';

const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1000;
const bars = ['2024-01-02', '2024-01-03', '2024-01-08'].map((date) => ({
  time: day(date),
})) as unknown as ChartBar[];

const finding = (start: string, severity: Finding['severity'] = 'warning') =>
  ({ start: `${start}T00:00:00Z`, severity, sentence: `At ${start}.` }) as Finding;

describe('findings on the chart', () => {
  it('are marked on their bar, in order of time, errors apart', () => {
    expect(faultsOf([finding('2024-01-08', 'error'), finding('2024-01-03')], bars)).toEqual([
      { time: day('2024-01-03'), words: 'At 2024-01-03.', suspect: false, found: true },
      { time: day('2024-01-08'), words: 'At 2024-01-08.', suspect: true, found: true },
    ]);
  });

  it('are marked before the hole when their bar is missing, and not before the first bar', () => {
    expect(faultsOf([finding('2024-01-05'), finding('2023-12-29')], bars)).toMatchObject([
      { time: day('2024-01-03') },
    ]);
  });

  it('belong to the series that the shown bars are made of', () => {
    expect(checkedInterval('1wk')).toBe('1d');
    expect(checkedInterval('15m')).toBe('1m');
    expect(checkedInterval('1s')).toBeNull();
  });
});
