/** The noise floor of the server's numbers (ml/series/noise.py), for the figures computed here. */

const ROUNDING = 1e-12;

/** Scale of returns: they carry the rounding of price ratios, which are near one. */
export const RATIO = 1;

/** Whether a spread is data at the scale of what it is a spread of. */
export const isAboveNoise = (spread: number, scale: number): boolean =>
  spread > ROUNDING * Math.abs(scale);
