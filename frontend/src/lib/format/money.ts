/** Money by its currency: digits are those of ISO 4217, coins keep their code. */

import { isPresent, type Maybe, MISSING, priceDigits, roundTo, withSign } from './number';

/** Currencies whose minor unit is not a hundredth; the server keeps the same list. */
const DIGITS: Record<string, number> = Object.fromEntries(
  [
    [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
    [3, 'BHD IQD JOD KWD LYD OMR TND'],
    [4, 'CLF UYW'],
    [8, 'USDT USDC FDUSD BUSD TUSD USDP PYUSD DAI EURI BTC ETH BNB SOL XRP TRX DOGE DOT'],
  ].flatMap(([digits, codes]) =>
    String(codes)
      .split(' ')
      .map((code) => [code, Number(digits)]),
  ),
);

/** Digits after the point of an amount: 0 for JPY, 3 for KWD, 8 for a coin. */
export const currencyDigits = (currency: string): number => DIGITS[currency] ?? 2;

/** Money with its currency: 1234.5, USD -> "$1,234.50"; JPY -> "¥1,235"; without one a number. */
export function formatMoney(value: Maybe, currency: string): string {
  const digits = currencyDigits(currency);
  return money(value, currency, { least: Math.min(digits, 2), most: digits });
}

/** The price of one unit: as many digits as any price, and never fewer than the currency has. */
export function formatUnitPrice(price: Maybe, currency: string): string {
  const digits = currencyDigits(currency);
  // A whole yen has no decimals; the parts of a small price do, in every currency.
  const fine = isPresent(price) && Math.abs(price) < 1 ? priceDigits(price) : Math.min(digits, 2);
  return money(price, currency, { least: fine, most: Math.max(digits, fine) });
}

type Digits = { least: number; most: number };

function money(value: Maybe, currency: string, digits: Digits): string {
  if (!isPresent(value)) return MISSING;
  const rounded = roundTo(value, digits.most);
  return withSign(amount(Math.abs(rounded), currency, digits), rounded, false);
}

function amount(value: number, currency: string, { least, most }: Digits): string {
  // Intl takes codes of three letters only, and marks those that it does not know with the code.
  const known = /^[A-Z]{3}$/.test(currency);
  const text = new Intl.NumberFormat('en-US', {
    ...(known ? { style: 'currency', currency } : {}),
    minimumFractionDigits: least,
    maximumFractionDigits: most,
  } as Intl.NumberFormatOptions).format(value);
  return known || currency === '' ? text : `${text} ${currency}`;
}
