/** Pure number formatting: true minus, explicit plus where asked, en dash for what is missing. */

export const MISSING = '–';
const MINUS = '−';

export type Direction = 'up' | 'down' | 'flat';
export type Maybe = number | null | undefined;

export function isPresent(value: Maybe): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

const cache = new Map<string, Intl.NumberFormat>();

function formatter(key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat('en-US', options);
  cache.set(key, made);
  return made;
}

function fixed(value: number, digits: number): string {
  return formatter(`fixed${digits}`, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: true,
  }).format(value);
}

/** Rounds as the screen will, so that sign, arrow and colour agree with the digits shown. */
export function roundTo(value: number, digits: number): number {
  const rounded = Number(value.toFixed(digits));
  return Object.is(rounded, -0) ? 0 : rounded;
}

export function withSign(text: string, value: number, explicitPlus: boolean): string {
  if (value < 0) return MINUS + text;
  return explicitPlus && value > 0 ? `+${text}` : text;
}

function signed(value: number, digits: number, explicitPlus: boolean, unit = ''): string {
  const rounded = roundTo(value, digits);
  return withSign(fixed(Math.abs(rounded), digits) + unit, rounded, explicitPlus);
}

export function formatNumber(value: Maybe, digits = 2): string {
  return isPresent(value) ? signed(value, digits, false) : MISSING;
}

export function formatSigned(value: Maybe, digits = 2): string {
  return isPresent(value) ? signed(value, digits, true) : MISSING;
}

/** A fraction as per cent: 0.0123 -> "1.23%". */
export function formatPercent(fraction: Maybe, digits = 2): string {
  return isPresent(fraction) ? signed(fraction * 100, digits, false, '%') : MISSING;
}

/** A fraction as per cent with an explicit plus: 0.0123 -> "+1.23%". */
export function formatChange(fraction: Maybe, digits = 2): string {
  return isPresent(fraction) ? signed(fraction * 100, digits, true, '%') : MISSING;
}

/** A difference of two fractions in percentage points: 0.012 -> "+1.20 pp". */
export function formatPoints(fraction: Maybe, digits = 2): string {
  return isPresent(fraction) ? signed(fraction * 100, digits, true, ' pp') : MISSING;
}

/** A small fraction in basis points: 0.0012 -> "12.00 bp". */
export function formatBasisPoints(fraction: Maybe, digits = 2): string {
  return isPresent(fraction) ? signed(fraction * 1e4, digits, false, ' bp') : MISSING;
}

export function formatInteger(value: Maybe): string {
  return isPresent(value) ? signed(value, 0, false) : MISSING;
}

const PRICE_SIGNIFICANT = 4;
const COEFFICIENT_SIGNIFICANT = 3;
const CENTS = 2;
const MOST_DIGITS = 20;

/** Decimals that show so many significant digits of a value, and `least` where those are fewer. */
function decimalsFor(value: Maybe, significant: number, least: number): number {
  if (!isPresent(value) || value === 0) return least;
  // From the rounded text: a logarithm is off by one just below a power of ten.
  const exponent = Number(value.toExponential(significant - 1).split('e')[1]);
  return Math.min(MOST_DIGITS, Math.max(least, significant - 1 - exponent));
}

/** Decimals a price is shown with: cents, and more where four significant digits need them. */
export const priceDigits = (price: Maybe): number => decimalsFor(price, PRICE_SIGNIFICANT, CENTS);

/** A price with four significant digits and cents at the least: 1.49e-8 -> "0.00000001490". */
export function formatPrice(price: Maybe, least = 0): string {
  return isPresent(price) ? signed(price, Math.max(least, priceDigits(price)), false) : MISSING;
}

const LEVEL_SIGNIFICANT = 7;

/** A price that somebody chose, unrounded: 1.08524 stays "1.08524", 200 is "200.00". */
export function formatLevel(price: Maybe): string {
  if (!isPresent(price)) return MISSING;
  const least = priceDigits(price);
  const most = decimalsFor(price, LEVEL_SIGNIFICANT, CENTS);
  const text = signed(price, most, false);
  const zeros = text.length - text.replace(/0+$/, '').length;
  return text.slice(0, text.length - Math.min(most - least, zeros));
}

/** A coefficient with `least` decimals, and three significant digits where it is small. */
export function formatCoefficient(value: Maybe, least = 4): string {
  if (!isPresent(value)) return MISSING;
  return signed(value, decimalsFor(value, COEFFICIENT_SIGNIFICANT, least), false);
}

/** Large counts shortened: 1_640_000 -> "1.64M". */
export function formatCompact(value: Maybe): string {
  if (!isPresent(value)) return MISSING;
  const text = formatter('compact', {
    notation: 'compact',
    maximumSignificantDigits: 3,
  }).format(Math.abs(value));
  return withSign(text, roundTo(value, 6), false);
}

/** p-values: never "0.000"; what is smaller than the digits show is said to be smaller. */
export function formatProbability(value: Maybe, digits = 3): string {
  if (!isPresent(value)) return MISSING;
  const least = 10 ** -digits;
  return value >= 0 && value < least ? `<${fixed(least, digits)}` : signed(value, digits, false);
}

/** Direction of the value as it will be shown, not of the raw float. */
export function directionOf(value: Maybe, digits = 2): Direction {
  if (!isPresent(value)) return 'flat';
  const rounded = roundTo(value, digits);
  if (rounded > 0) return 'up';
  return rounded < 0 ? 'down' : 'flat';
}
