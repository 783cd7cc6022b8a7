/** The indicators a person can switch on, and the lines each of them draws. */

import { bollinger, ema, rollingVolatility, rsi, sma, type Values } from '../indicators';
import type { ChartTheme } from '../theme';

export type StudyId = 'sma20' | 'sma50' | 'sma200' | 'ema20' | 'bollinger' | 'rsi' | 'volatility';

type ColourKey = 'c2' | 'c3' | 'c4' | 'c5' | 'c6' | 'mark' | 'dim';

export type StudyLine = { name: string; colour: ColourKey; values: Values; thin?: boolean };

export type Study = {
  id: StudyId;
  label: string;
  /** On the price itself, or in a pane of its own. */
  pane: 'price' | 'own';
  unit: 'price' | 'percent' | 'points';
  levels?: readonly number[];
  lines: (closes: readonly number[], periodsPerYear: number) => StudyLine[];
};

const average = (id: StudyId, label: string, colour: ColourKey, window: number): Study => ({
  id,
  label,
  pane: 'price',
  unit: 'price',
  lines: (closes) => [{ name: label, colour, values: sma(closes, window) }],
});

export const studies: readonly Study[] = [
  average('sma20', 'SMA 20', 'c4', 20),
  average('sma50', 'SMA 50', 'c5', 50),
  average('sma200', 'SMA 200', 'c6', 200),
  {
    id: 'ema20',
    label: 'EMA 20',
    pane: 'price',
    unit: 'price',
    lines: (closes) => [{ name: 'EMA 20', colour: 'c3', values: ema(closes, 20) }],
  },
  {
    id: 'bollinger',
    label: 'Bollinger 20, 2',
    pane: 'price',
    unit: 'price',
    lines: (closes) => {
      const { upper, middle, lower } = bollinger(closes);
      return [
        { name: 'Upper band', colour: 'dim', values: upper, thin: true },
        { name: 'Middle band', colour: 'dim', values: middle, thin: true },
        { name: 'Lower band', colour: 'dim', values: lower, thin: true },
      ];
    },
  },
  {
    id: 'rsi',
    label: 'RSI 14',
    pane: 'own',
    unit: 'points',
    levels: [30, 70],
    lines: (closes) => [{ name: 'RSI 14', colour: 'c5', values: rsi(closes) }],
  },
  {
    id: 'volatility',
    label: 'Volatility 20 (annual)',
    pane: 'own',
    unit: 'percent',
    lines: (closes, perYear) => [
      { name: 'Volatility 20', colour: 'mark', values: rollingVolatility(closes, 20, perYear) },
    ],
  },
];

export const lineColour = (theme: ChartTheme, line: StudyLine): string => theme[line.colour];
