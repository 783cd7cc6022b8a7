/** When a rule would have fired: the server's own rule over values of the past. */

export type Value = { time: number; value: number | null; correlation?: number | null };

export type Question = {
  direction: 'above' | 'below' | 'either';
  threshold: number;
  minCorrelation: number | null;
  cooldownS: number;
  repeat: 'once' | 'every';
};

/** Whether a value is at or past the level, and its pair correlates enough. */
export function holds(question: Question, { value, correlation = null }: Value): boolean {
  const { direction, threshold, minCorrelation } = question;
  if (value === null || !Number.isFinite(value)) return false;
  if (minCorrelation !== null && (correlation === null || correlation < minCorrelation))
    return false;
  if (direction === 'above') return value >= threshold;
  if (direction === 'below') return value <= threshold;
  return Math.abs(value) >= threshold;
}

/**
 * The times (milliseconds) at which the rule would have fired. It starts armed, a firing disarms
 * it, the quiet side arms it again; within the cooldown it stays armed and waits.
 */
export function firings(question: Question, values: readonly Value[]): number[] {
  const fired: number[] = [];
  let armed = true;
  for (const seen of values) {
    // What could not be measured was never shown to the rule.
    if (seen.value === null || !Number.isFinite(seen.value)) continue;
    if (!holds(question, seen)) {
      armed = true;
      continue;
    }
    const last = fired.at(-1);
    const cool = last === undefined || seen.time - last >= question.cooldownS * 1000;
    if (!armed || !cool) continue;
    fired.push(seen.time);
    armed = false;
    if (question.repeat === 'once') break;
  }
  return fired;
}

const DAY_MS = 86_400_000;

/** The values of the day that ends with the newest. */
export function lastDay(values: readonly Value[]): Value[] {
  const newest = values.at(-1)?.time ?? 0;
  return values.filter(({ time }) => time > newest - DAY_MS);
}
