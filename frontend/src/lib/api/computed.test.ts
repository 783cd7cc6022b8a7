import { describe, expect, it } from 'vitest';
import { settle } from './computed';
import type { Job } from './job-types';
import { ApiError } from './problem';

const job = (change: Partial<Job> = {}): Job => ({
  id: 'j1',
  kind: 'risk.garch',
  title: 'Fit a volatility model',
  state: 'running',
  progress: 0.4,
  step: 'Fit',
  steps: ['Load', 'Fit'],
  eta: null,
  message: '',
  attempt: 1,
  owner_id: 1,
  created_at: '2024-05-01T12:00:00Z',
  started_at: null,
  finished_at: null,
  result: null,
  error: null,
  ...change,
});

describe('settle', () => {
  it('is asking until the server answered', () => {
    expect(settle(undefined, undefined, null)).toEqual({ state: 'asking' });
  });

  it('gives a result that came in time', () => {
    expect(settle({ ready: true, data: 7 }, undefined, null)).toEqual({ state: 'ready', data: 7 });
  });

  it('follows the job to its result', () => {
    const answer = { ready: false, job: job({ state: 'queued' }) } as const;
    expect(settle(answer, undefined, null)).toMatchObject({ job: { state: 'queued' } });
    expect(settle(answer, job(), null)).toMatchObject({ state: 'working', job: { progress: 0.4 } });
    expect(settle(answer, job({ state: 'done', result: { a: 1 } }), null)).toEqual({
      state: 'ready',
      data: { a: 1 },
    });
  });

  it('never takes the result of a preparation for the answer', () => {
    const answer = { ready: false, job: job({ state: 'queued' }) } as const;
    const done = job({ state: 'done', result: { models: 6 } });
    expect(settle(answer, done, null, 'preparation')).toEqual({ state: 'asking' });
    expect(settle(answer, job(), null, 'preparation')).toMatchObject({ state: 'working' });
  });

  it("fails with the job's own reason", () => {
    const error = { title: 'No', status: 422, code: 'infeasible', detail: 'Limits clash.' };
    const failed = settle({ ready: false, job: job({ state: 'failed', error }) }, undefined, null);
    expect(failed.state === 'failed' && failed.error).toBeInstanceOf(ApiError);
    expect(failed).toMatchObject({ error: { message: 'Limits clash.' } });
  });

  it('fails when a job was cancelled', () => {
    const failed = settle({ ready: false, job: job({ state: 'cancelled' }) }, undefined, null);
    expect(failed).toMatchObject({ error: { message: expect.stringContaining('cancelled') } });
  });
});
