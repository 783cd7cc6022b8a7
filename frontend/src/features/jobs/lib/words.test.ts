import { describe, expect, it } from 'vitest';
import { belongs, countsOf } from './show';
import { etaWords, secondsTaken, subjectOf } from './words';

const now = Date.parse('2024-05-01T12:00:00Z');

describe('subjectOf', () => {
  it('shortens a long list', () => {
    const params = { symbols: ['AAPL', 'MSFT', 'KO', 'PEP', 'XOM'] };
    expect(subjectOf({ params })).toBe('AAPL, MSFT, KO and 2 more');
    expect(subjectOf({ params: { symbol: 'KO' } })).toBe('KO');
    expect(subjectOf({})).toBeNull();
  });
});

describe('etaWords', () => {
  it('never counts below zero', () => {
    expect(etaWords({ eta: '2024-05-01T12:00:40Z' }, now)).toBe('about 40 s left');
    expect(etaWords({ eta: '2024-05-01T11:59:00Z' }, now)).toBe('almost done');
    expect(etaWords({ eta: null }, now)).toBeNull();
  });
});

describe('secondsTaken', () => {
  it('runs until the end, then stands still', () => {
    const started_at = '2024-05-01T11:59:00Z';
    expect(secondsTaken({ started_at, finished_at: null }, now)).toBe(60);
    expect(secondsTaken({ started_at, finished_at: '2024-05-01T11:59:30Z' }, now)).toBe(30);
    expect(secondsTaken({ started_at: null, finished_at: null }, now)).toBeNull();
  });
});

describe('belongs', () => {
  it('counts a job that gave up among the failed', () => {
    expect(belongs({ state: 'dead' }, 'failed')).toBe(true);
    expect(belongs({ state: 'retrying' }, 'open')).toBe(true);
    expect(belongs({ state: 'done' }, 'open')).toBe(false);
  });

  it('counts every list', () => {
    const states = ['done', 'dead', 'failed', 'queued'] as const;
    expect(countsOf(states.map((state) => ({ state })))).toEqual({
      all: 4,
      open: 1,
      done: 1,
      failed: 2,
      cancelled: 0,
    });
  });
});
