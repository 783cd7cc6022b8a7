import { describe, expect, it } from 'vitest';
import { currencyDigits, formatMoney } from './money';

describe('money', () => {
  it('has the digits of its currency', () => {
    expect(formatMoney(1234.5, 'USD')).toBe('$1,234.50');
    expect(formatMoney(1234.5, 'JPY')).toBe('¥1,235');
    expect(formatMoney(1234.5678, 'KWD')).toBe('KWD\u00a01,234.568');
    expect(formatMoney(-1234.5, 'GBP')).toBe('−£1,234.50');
    expect(currencyDigits('EUR')).toBe(2);
  });

  it('keeps a coin apart from its dollar', () => {
    expect(formatMoney(0.12345678, 'BTC')).toBe('BTC\u00a00.12345678');
    expect(formatMoney(1234.5, 'USDT')).toBe('1,234.50 USDT');
  });

  it('shows no currency where none is known, and no signed zero', () => {
    expect(formatMoney(1234.5, '')).toBe('1,234.50');
    expect(formatMoney(-0.001, 'USD')).toBe('$0.00');
    expect(formatMoney(null, 'USD')).toBe('–');
  });
});
