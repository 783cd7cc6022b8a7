/** Indicators that are loaded when one of them, or their list, is asked for. */
import { bollinger, ema, rsi } from './closes';
import {
  adx,
  atr,
  donchian,
  ichimoku,
  keltner,
  macd,
  onBalance,
  rollingVwap,
  stochastic,
} from './ranges';
import { bars, closesOf, type Kinds, type StudyLine, titleOf, width } from './study';

type Edges = {
  upper: StudyLine['values'];
  middle: StudyLine['values'];
  lower: StudyLine['values'];
};

const channel = (name: string, colour: StudyLine['colour'], edges: Edges): StudyLine[] =>
  (['upper', 'middle', 'lower'] as const).map((id) => ({
    id,
    name: `${name} ${id}`,
    colour,
    values: edges[id],
    style: 'thin',
  }));

export const moreKinds: Kinds = {
  ema: {
    title: 'EMA',
    parameters: [bars('Bars', 20)],
    pane: 'price',
    unit: 'price',
    lines: (all, [window = 20]) => [
      {
        id: 'average',
        name: titleOf('EMA', [window]),
        colour: 'c3',
        values: ema(closesOf(all), window),
      },
    ],
  },
  bollinger: {
    title: 'Bollinger bands',
    parameters: [bars('Bars', 20), width('Deviations', 2)],
    pane: 'price',
    unit: 'price',
    lines: (all, [window = 20, deviations = 2]) => {
      const { upper, middle, lower } = bollinger(closesOf(all), window, deviations);
      return [
        { id: 'upper', name: 'Upper band', colour: 'dim', values: upper, style: 'thin' },
        { id: 'middle', name: 'Middle band', colour: 'dim', values: middle, style: 'thin' },
        { id: 'lower', name: 'Lower band', colour: 'dim', values: lower, style: 'thin' },
      ];
    },
  },
  rsi: {
    title: 'RSI',
    parameters: [bars('Bars', 14)],
    pane: 'own',
    unit: 'points',
    levels: [30, 70],
    lines: (all, [window = 14]) => [
      {
        id: 'rsi',
        name: titleOf('RSI', [window]),
        colour: 'c5',
        values: rsi(closesOf(all), window),
      },
    ],
  },
  keltner: {
    title: 'Keltner channel',
    parameters: [bars('Bars', 20), bars('ATR bars', 10), width('Ranges', 2)],
    pane: 'price',
    unit: 'price',
    lines: (all, [window = 20, span = 10, ranges = 2]) =>
      channel('Keltner', 'c3', keltner(all, window, span, ranges)),
  },
  donchian: {
    title: 'Donchian channel',
    parameters: [bars('Bars', 20)],
    pane: 'price',
    unit: 'price',
    lines: (all, [window = 20]) => channel('Donchian', 'c2', donchian(all, window)),
  },
  ichimoku: {
    title: 'Ichimoku cloud',
    about: 'Drawn up to the newest bar; the lagging line, the close itself, is left out.',
    parameters: [bars('Conversion', 9), bars('Base', 26), bars('Span', 52)],
    pane: 'price',
    unit: 'price',
    lines: (all, [conversion = 9, base = 26, span = 52]) => {
      const cloud = ichimoku(all, conversion, base, span);
      return [
        { id: 'conversion', name: 'Conversion', colour: 'c2', values: cloud.conversion },
        { id: 'base', name: 'Base', colour: 'c6', values: cloud.base },
        { id: 'lead_a', name: 'Lead A', colour: 'up', values: cloud.leadA, style: 'thin' },
        { id: 'lead_b', name: 'Lead B', colour: 'down', values: cloud.leadB, style: 'thin' },
      ];
    },
  },
  vwap: {
    title: 'VWAP (rolling)',
    about: 'Of the last bars, not since the session began.',
    parameters: [bars('Bars', 20)],
    pane: 'price',
    unit: 'price',
    lines: (all, [window = 20]) => [
      {
        id: 'vwap',
        name: titleOf('VWAP', [window]),
        colour: 'c5',
        values: rollingVwap(all, window),
      },
    ],
  },
  macd: {
    title: 'MACD',
    parameters: [bars('Fast', 12), bars('Slow', 26), bars('Signal', 9, 1)],
    pane: 'own',
    unit: 'price',
    levels: [0],
    lines: (all, [fast = 12, slow = 26, smooth = 9]) => {
      const found = macd(closesOf(all), fast, slow, smooth);
      return [
        {
          id: 'histogram',
          name: 'MACD histogram',
          colour: 'dim',
          values: found.histogram,
          style: 'histogram',
        },
        { id: 'macd', name: 'MACD', colour: 'c2', values: found.macd },
        { id: 'signal', name: 'Signal', colour: 'c6', values: found.signal, style: 'thin' },
      ];
    },
  },
  stochastic: {
    title: 'Stochastic',
    parameters: [bars('Bars', 14), bars('%K mean', 3, 1), bars('%D mean', 3, 1)],
    pane: 'own',
    unit: 'points',
    levels: [20, 80],
    lines: (all, [window = 14, slow = 3, smooth = 3]) => {
      const { k, d } = stochastic(all, window, slow, smooth);
      return [
        { id: 'k', name: '%K', colour: 'c2', values: k },
        { id: 'd', name: '%D', colour: 'c6', values: d, style: 'thin' },
      ];
    },
  },
  atr: {
    title: 'ATR',
    parameters: [bars('Bars', 14)],
    pane: 'own',
    unit: 'price',
    lines: (all, [window = 14]) => [
      { id: 'atr', name: titleOf('ATR', [window]), colour: 'c3', values: atr(all, window) },
    ],
  },
  adx: {
    title: 'ADX',
    parameters: [bars('Bars', 14)],
    pane: 'own',
    unit: 'points',
    levels: [25],
    lines: (all, [window = 14]) => {
      const found = adx(all, window);
      return [
        { id: 'adx', name: titleOf('ADX', [window]), colour: 'mark', values: found.adx },
        { id: 'plus', name: '+DI', colour: 'up', values: found.plus, style: 'thin' },
        { id: 'minus', name: '−DI', colour: 'down', values: found.minus, style: 'thin' },
      ];
    },
  },
  obv: {
    title: 'On-balance volume',
    about: 'Counts from the first bar that is loaded: its slope says something, its level nothing.',
    parameters: [],
    pane: 'own',
    unit: 'units',
    lines: (all) => [{ id: 'obv', name: 'OBV', colour: 'c4', values: onBalance(all) }],
  },
};
