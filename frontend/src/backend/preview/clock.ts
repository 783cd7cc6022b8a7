/**
 * The page's time stands at the recording and runs with it, so that every age on the screens is what
 * it was. After the last recorded second it begins again, together with the recorded socket.
 */
const now = () => performance.now();

let length = 1;
let began = 0;

/** Milliseconds since the recording's start, and how often it was played to its end. */
export function position(): { at: number; round: number } {
  const run = Math.max(0, now() - began);
  return { at: run % length, round: Math.floor(run / length) };
}

/** Sets `Date` to the recording's time; dates that are given stay what they are. */
export function standClock(start: number, seconds: number): void {
  length = seconds * 1000;
  began = now();
  const shown = () => Math.floor(start + position().at);
  globalThis.Date = new Proxy(Date, {
    construct: (target, given) =>
      Reflect.construct(target, given.length === 0 ? [shown()] : given) as object,
    get: (target, key) => (key === 'now' ? shown : Reflect.get(target, key)),
  });
}
