/** The indicators that the chart opens with. */
import { bars, closesOf, type Kinds, type StudyLine, titleOf } from './study';
import { rollingVolatility, sma } from './windows';

/** A colour for short, middle and long averages. */
const colours = ['c4', 'c5', 'c6'] as const;

function averageColour(window: number): StudyLine['colour'] {
  if (window <= 30) return colours[0];
  return window <= 100 ? colours[1] : colours[2];
}

export const baseKinds: Kinds = {
  sma: {
    title: 'SMA',
    parameters: [bars('Bars', 20)],
    pane: 'price',
    unit: 'price',
    lines: (all, [window = 20]) => [
      {
        id: 'average',
        name: titleOf('SMA', [window]),
        colour: averageColour(window),
        values: sma(closesOf(all), window),
      },
    ],
  },
  volatility: {
    title: 'Volatility (annual)',
    parameters: [bars('Bars', 20)],
    pane: 'own',
    unit: 'percent',
    lines: (all, [window = 20], perYear) => [
      {
        id: 'volatility',
        name: titleOf('Volatility', [window]),
        colour: 'mark',
        values: rollingVolatility(closesOf(all), window, perYear),
      },
    ],
  },
};
