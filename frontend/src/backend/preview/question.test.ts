import { expect, it } from 'vitest';
import { spell } from './question';

// The recorder's test has the same lines: tests/scripts/recorder/test_question.py.
it('spells a question as the recorder does', () => {
  expect(spell('GET', '/api/v1/risk?symbol=KO&period=5y')).toBe(
    'GET /api/v1/risk?period=5y&symbol=KO',
  );
  expect(spell('GET', '/api/v1/instruments/BRK%2EB')).toBe('GET /api/v1/instruments/BRK.B');
  expect(spell('GET', '/api/v1/correlation?symbols=KO%2CPEP')).toBe(
    'GET /api/v1/correlation?symbols=KO,PEP',
  );
  const body = { y: 'KO', log: true, weights: { b: 0.125, a: 1 }, left: undefined };
  expect(spell('POST', '/api/v1/pairs/adf', JSON.stringify(body))).toBe(
    'POST /api/v1/pairs/adf {"log":true,"weights":{"a":1,"b":0.125},"y":"KO"}',
  );
});
