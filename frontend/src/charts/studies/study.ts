/** What an indicator is: its parameters, where it is drawn, and the lines it draws. */
import type { ChartBar } from '../price/bars';
import type { ChartTheme } from '../theme';
import type { Values } from './windows';

export type Parameter = {
  name: string;
  start: number;
  min: number;
  max: number;
  /** Whole numbers only, unless it is a width. */
  whole: boolean;
};

type ColourKey = 'c2' | 'c3' | 'c4' | 'c5' | 'c6' | 'mark' | 'dim' | 'up' | 'down';

export type StudyLine = {
  /** As the server names the line. */
  id: string;
  name: string;
  colour: ColourKey;
  values: Values;
  style?: 'thin' | 'histogram';
};

export type Kind = {
  title: string;
  /** One line about what it says or leaves out. */
  about?: string;
  parameters: readonly Parameter[];
  /** On the price itself, or in a pane of its own. */
  pane: 'price' | 'own';
  unit: 'price' | 'percent' | 'points' | 'units';
  levels?: readonly number[];
  lines: (bars: readonly ChartBar[], parameters: readonly number[], perYear: number) => StudyLine[];
};

export type Kinds = Readonly<Record<string, Kind>>;

/** An indicator that is switched on, as the address has it: `bollinger:20:2`. */
export type Written = { id: string; kind: string; parameters: readonly number[] };

export type Study = Written & { of: Kind };

export const closesOf = (all: readonly ChartBar[]) => all.map(({ close }) => close);

/** Every number of bars up to a year and a half of sessions. */
export const bars = (name: string, start: number, min = 2): Parameter => ({
  name,
  start,
  min,
  max: 400,
  whole: true,
});

export const width = (name: string, start: number): Parameter => ({
  name,
  start,
  min: 0.1,
  max: 10,
  whole: false,
});

export const written = (kind: string, parameters: readonly number[]): string =>
  [kind, ...parameters].join(':');

/** Addresses of links that were kept from when indicators had no parameters. */
const FORMER: ReadonlyMap<string, string> = new Map([
  ['sma20', 'sma:20'],
  ['sma50', 'sma:50'],
  ['sma200', 'sma:200'],
  ['ema20', 'ema:20'],
  ['bollinger', 'bollinger:20:2'],
  ['rsi', 'rsi:14'],
  ['volatility', 'volatility:20'],
]);

/** More panes and lines than this cannot be read. */
export const MOST_STUDIES = 8;

/** The indicators of an address, each once; what cannot be read is left out. */
export function readStudies(texts: readonly string[]): Written[] {
  const ids = [...new Set(texts.map((text) => FORMER.get(text) ?? text))];
  return ids.slice(0, MOST_STUDIES).flatMap((id) => {
    const [kind, ...rest] = id.split(':');
    const parameters = rest.map((one) => (one === '' ? Number.NaN : Number(one)));
    return kind && parameters.every(Number.isFinite) ? [{ id, kind, parameters }] : [];
  });
}

export const admits = ({ min, max, whole }: Parameter, value: number): boolean =>
  value >= min && value <= max && (!whole || Number.isInteger(value));

/** Joins what is asked for with what is known; unknown kinds and parameters out of bounds go. */
export function studiesOf(asked: readonly Written[], kinds: Kinds): Study[] {
  return asked.flatMap((one) => {
    const of = Object.hasOwn(kinds, one.kind) ? kinds[one.kind] : undefined;
    if (!of || of.parameters.length !== one.parameters.length) return [];
    const fits = of.parameters.every((bound, at) =>
      admits(bound, one.parameters[at] ?? Number.NaN),
    );
    return fits ? [{ ...one, of }] : [];
  });
}

export const lineColour = (theme: ChartTheme, line: StudyLine): string => theme[line.colour];

/** What a study is called where it stands beside others: `Bollinger 20, 2`. */
export const titleOf = (title: string, parameters: readonly number[]): string =>
  parameters.length > 0 ? `${title} ${parameters.join(', ')}` : title;
