/** Points of a small line inside a box, for an SVG polyline. */
export function sparkPoints(values: readonly number[], width: number, height: number): string {
  if (values.length < 2) return '';
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  return values
    .map((value, at) => {
      const x = (at / (values.length - 1)) * width;
      const y = span === 0 ? height / 2 : height - ((value - low) / span) * height;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
}

/** Change from the first value to the last, as a fraction; null unless the first is above zero. */
export function totalChange(values: readonly number[]): number | null {
  const first = values[0];
  const last = values.at(-1);
  return first === undefined || last === undefined || first <= 0 ? null : last / first - 1;
}
