/** Pure time formatting. Market times are shown in UTC and say so; ages are relative. */
import { MISSING } from './number';

export type Instant = string | number | Date | null | undefined;

export function toDate(value: Instant): Date | null {
  if (value === null || value === undefined || value === '') return null;
  const date = value instanceof Date ? value : new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

const parts = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });

const dateFormat = parts({ day: '2-digit', month: 'short', year: 'numeric' });
const clockFormat = parts({ hour: '2-digit', minute: '2-digit' });
const secondsFormat = parts({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

export function formatDate(value: Instant): string {
  const date = toDate(value);
  return date ? dateFormat.format(date) : MISSING;
}

export function formatTime(value: Instant, seconds = false): string {
  const date = toDate(value);
  if (!date) return MISSING;
  return `${(seconds ? secondsFormat : clockFormat).format(date)} UTC`;
}

export function formatDateTime(value: Instant, seconds = false): string {
  const date = toDate(value);
  return date ? `${formatDate(date)}, ${formatTime(date, seconds)}` : MISSING;
}

/** A length of time in its two largest useful units: 95 s -> "1 min 35 s". */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return MISSING;
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  if (whole < 86_400)
    return pair(Math.floor(whole / 3600), 'h', Math.floor(whole / 60) % 60, 'min');
  return pair(Math.floor(whole / 86_400), 'd', Math.floor(whole / 3600) % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** How long ago, coarse on purpose: "now", "40 s ago", "3 h ago", "2 d ago", then a date. */
export function formatAge(value: Instant, now: number = Date.now()): string {
  const date = toDate(value);
  if (!date) return MISSING;
  const seconds = (now - date.getTime()) / 1000;
  if (seconds < 5) return 'now';
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return seconds < 30 * 86_400 ? `${Math.floor(seconds / 86_400)} d ago` : formatDate(date);
}
