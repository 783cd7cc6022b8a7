import { describe, expect, it } from 'vitest';
import type { Rule } from '../api/rules';
import { bodyOf, emptyForm, formOf, mapRuleErrors, type RuleForm, validateRule } from './rule-form';
import { conditionText } from './words';

const price = { ...emptyForm('BTCUSDT'), threshold: 70_000 };
const pair = {
  ...emptyForm('BTCUSDT'),
  kind: 'z_score',
  symbolX: 'ETHUSDT',
  threshold: 2,
  minCorrelation: 0.5,
} as const;
const stored: Rule = {
  id: 1,
  name: '',
  kind: 'price',
  symbol: 'BTCUSDT',
  symbol_x: '',
  interval: '',
  window: 0,
  method: '',
  log: null,
  intercept: null,
  measure: '',
  direction: 'above',
  threshold: null,
  min_correlation: null,
  repeat: 'every',
  cooldown_s: 300,
  quiet_start: null,
  quiet_end: null,
  channels: [],
  active: true,
  armed: true,
  last_fired_at: null,
  created_at: '2026-01-01T00:00:00Z',
};

describe('validateRule', () => {
  it('accepts a price and a pair', () => {
    expect(validateRule(price)).toEqual({});
    expect(validateRule(pair)).toEqual({});
  });

  it('asks for what the kind needs', () => {
    expect(validateRule(emptyForm('BTCUSDT'))).toEqual({ threshold: 'At which level?' });
    expect(validateRule({ ...pair, symbolX: 'BTCUSDT' })).toHaveProperty('symbolX');
    expect(validateRule({ ...pair, minCorrelation: 2 })).toHaveProperty('minCorrelation');
    expect(validateRule({ ...price, threshold: -1 })).toHaveProperty('threshold');
  });

  it('lets a change be negative', () => {
    expect(validateRule({ ...price, kind: 'change', direction: 'below', threshold: -3 })).toEqual(
      {},
    );
  });

  it('refuses levels that no value can be at', () => {
    const change = { ...price, kind: 'change', direction: 'below' } as const;
    expect(validateRule({ ...change, threshold: -150 })).toHaveProperty('threshold');
    expect(validateRule({ ...change, direction: 'either', threshold: -3 })).toHaveProperty(
      'threshold',
    );
  });

  it('wants both quiet hours, and addresses that fit their channel', () => {
    expect(validateRule({ ...price, quietStart: '22:00' })).toHaveProperty('quietEnd');
    expect(validateRule({ ...price, quietStart: '07:00', quietEnd: '07:00' })).toHaveProperty(
      'quietEnd',
    );
    const channels = [{ type: 'webhook', target: 'example.org' }];
    expect(validateRule({ ...price, channels })).toHaveProperty(['channels.0.target']);
  });
});

describe('what is sent', () => {
  it('turns per cent into a fraction and minutes into seconds', () => {
    const body = bodyOf({ ...price, kind: 'change', threshold: 2.3 }, true);
    expect(body).toMatchObject({ threshold: 0.023, cooldown_s: 300, quiet_start: null });
    expect(body).not.toHaveProperty('symbol_x');
  });

  it('comes back as the same form', () => {
    const form = {
      ...pair,
      quietStart: '22:00',
      quietEnd: '06:00',
      channels: [{ type: 'email' as const, target: 'a@b.ch' }],
      direction: 'either' as const,
      method: 'kalman',
      log: false,
      intercept: false,
    } satisfies RuleForm;
    expect(formOf({ ...stored, ...bodyOf(form, true) })).toEqual(form);
  });

  it('reads in words', () => {
    expect(conditionText({ ...stored, ...bodyOf(pair, true) })).toBe(
      '|z| ≥ 2.00, correlation ≥ 0.50, 60 bars of 1m, Rolling OLS on logs',
    );
    expect(conditionText({ ...stored, ...bodyOf(price, true) })).toBe('at or above 70,000.00');
  });
});

describe('mapRuleErrors', () => {
  it('puts the server’s errors on the fields and keeps the rest', () => {
    const mapped = mapRuleErrors([
      { field: 'symbol_x', message: 'Unknown.' },
      { field: 'channels.1.target', message: 'Not public.' },
      { field: 'other', message: 'What?' },
    ]);
    expect(mapped.fields).toEqual({ symbolX: 'Unknown.', 'channels.0.target': 'Not public.' });
    expect(mapped.rest).toEqual([{ field: 'other', message: 'What?' }]);
  });
});
