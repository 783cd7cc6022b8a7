/** A small file to try an upload with; its prices are made up and say so by their name. */

const DAYS = 260;
const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2024, 0, 1);

/** A fixed wave: the same file every time. */
export function sampleCsv(): string {
  const lines = ['Date,Open,High,Low,Close,Volume'];
  let close = 100;
  for (let day = 0; lines.length <= DAYS; day += 1) {
    const moment = new Date(FIRST + day * DAY_MS);
    if (moment.getUTCDay() % 6 === 0) continue;
    const open = close;
    close = 100 + 12 * Math.sin(day / 23) + 4 * Math.sin(day / 5) + day / 40;
    const high = Math.max(open, close) + 0.8;
    const low = Math.min(open, close) - 0.7;
    const prices = [open, high, low, close].map((price) => price.toFixed(2));
    lines.push(`${moment.toISOString().slice(0, 10)},${prices.join(',')},${1000 + (day % 7) * 90}`);
  }
  return `${lines.join('\n')}\n`;
}

export const sampleFile = (): File =>
  new File([sampleCsv()], 'SAMPLE.csv', { type: 'text/csv', lastModified: FIRST });
