/** What a person has said about a file so far. */
import type { Preview } from '../api/uploads';

export const roles = [
  'time',
  'date',
  'clock',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'price',
  'quantity',
  'ticker',
] as const;
export type Role = (typeof roles)[number];

export const roleLabels: Record<Role, string> = {
  time: 'Time',
  date: 'Date',
  clock: 'Time of day',
  open: 'Open',
  high: 'High',
  low: 'Low',
  close: 'Close',
  volume: 'Volume',
  price: 'Trade price',
  quantity: 'Trade quantity',
  ticker: 'Ticker',
};

export type Draft = {
  symbol: string;
  name: string;
  currency: string;
  interval: string;
  timezone: string;
  replace: boolean;
  /** Null while the detection stands. */
  columns: Partial<Record<Role, number>> | null;
  dateOrder: string;
  decimal: string;
};

export const emptyDraft: Draft = {
  symbol: '',
  name: '',
  currency: '',
  interval: '',
  timezone: '',
  replace: false,
  columns: null,
  dateOrder: '',
  decimal: '',
};

/** AAPL from "aapl_us_d.csv": what a file's name suggests. */
export function symbolFrom(fileName: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '').toUpperCase();
  return stem
    .replace(/[^A-Z0-9._-]+/g, '-')
    .replace(/^[^A-Z0-9]+/, '')
    .slice(0, 32);
}

/** The mapping as the server takes it; only what was chosen by hand. */
export function mappingText({ columns, dateOrder, decimal }: Draft): string {
  const said = {
    ...(columns ?? {}),
    ...(dateOrder && { date_order: dateOrder }),
    ...(decimal && { decimal }),
  };
  return Object.keys(said).length > 0 ? JSON.stringify(said) : '';
}

/** Which role a column has. */
export function roleOf(mapping: Readonly<Record<string, number>>, column: number): Role | '' {
  return roles.find((role) => mapping[role] === column) ?? '';
}

/** The mapping after a column got another role; a role has one column, a column one role. */
export function withRole(
  mapping: Readonly<Record<string, number>>,
  column: number,
  role: Role | '',
): Partial<Record<Role, number>> {
  const next: Partial<Record<Role, number>> = {};
  for (const known of roles) {
    const place = mapping[known];
    if (place !== undefined && place !== column && known !== role) next[known] = place;
  }
  if (role) next[role] = column;
  return next;
}

/** What is still to be said, as sentences; none when the file can be tried. */
export function openQuestions(preview: Preview, draft: Draft): string[] {
  const asked: Record<string, string | null> = {
    time: 'Choose which column holds the time.',
    close: 'Choose which column holds the close, or the price and quantity of each trade.',
    decimal: decimalQuestion(preview),
    date_order: preview.date_orders.includes('unix_days')
      ? 'Choose the date that the days are counted from.'
      : 'Choose which of day, month and year comes first in the dates.',
    readable_times: `${preview.unread?.reason ?? 'No time can be read'}. Choose the column that holds the time.`,
    interval: draft.interval
      ? null
      : 'Choose the interval: the file has too few lines to detect it.',
    timezone:
      draft.timezone || draft.interval === '1d'
        ? null
        : 'Choose the time zone that the times are from.',
    currency: draft.currency
      ? null
      : (preview.currency_question?.reason ?? 'Say what the prices are in.'),
  };
  const found = preview.needs.map((need) => asked[need] ?? null);
  if (!draft.symbol.trim()) found.unshift('Give the symbol that you will see the bars under.');
  return found.filter((sentence) => sentence !== null);
}

function decimalQuestion({ two_ways }: Preview): string {
  const example = two_ways
    ? ` The first of them is ${two_ways.reason} in line ${two_ways.line}.`
    : '';
  return `Choose the decimal mark: the numbers do not show it.${example}`;
}

/** The names of the ways in which dates are written. */
export const orderLabels: Record<NonNullable<Preview['date_order']>, string> = {
  dmy: 'Day first',
  mdy: 'Month first',
  ymd: 'Year first',
  excel1900: 'Excel, since 1900',
  excel1904: 'Excel, since 1904',
  unix_days: 'Since 1970',
};

const delimiterNames: Record<string, string> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
};

/** What the detection found, in one line. */
export function detected(preview: Preview): string {
  const parts = [
    preview.ticks ? 'trades' : 'bars',
    preview.interval ? `of ${preview.interval}` : '',
    `separated by ${delimiterNames[preview.delimiter] ?? preview.delimiter}`,
    preview.decimal === ',' ? 'with decimal comma' : '',
    preview.encoding === 'utf-8' ? '' : `in ${preview.encoding}`,
    preview.header_line ? `names in line ${preview.header_line}` : 'without a header',
  ];
  const zone = preview.day_only
    ? 'dates alone'
    : preview.zoned
      ? 'times with their zone'
      : 'times without a zone';
  return `${[...parts, zone].filter(Boolean).join(', ').replace(', of', ' of')}.`;
}
