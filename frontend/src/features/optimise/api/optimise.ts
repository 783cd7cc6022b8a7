import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type Computation, settle } from '@/lib/api/computed';
import { compute } from '@/lib/api/http';
import { useJob } from '@/lib/api/jobs';
import { runQuery, runsKey } from './get-runs';
import type { OptimiseRequest, OptimiseResult } from './types';

const WAIT_S = 8;

/** What an address shows: a finished run, or the job that is making one. */
export type Shown = { run: string; job: string };

export type OptimiseRun = Computation<OptimiseResult> & { start: (body: OptimiseRequest) => void };

/** Starts an optimisation and follows it, through reloads, to the run that is kept. */
export function useOptimise(shown: Shown, onMove: (next: Shown) => void): OptimiseRun {
  const client = useQueryClient();
  const move = useRef(onMove);
  move.current = onMove;
  const saved = useQuery(runQuery(shown.run));
  const followed = useJob(shown.job === '' ? null : shown.job);
  const asked = useMutation({
    mutationFn: (body: OptimiseRequest) =>
      compute<OptimiseResult>('POST', '/portfolio/optimize', { body, wait: WAIT_S }),
    onSuccess: (answer) =>
      move.current(
        answer.ready ? { run: answer.data.id, job: '' } : { run: '', job: answer.job.id },
      ),
    onSettled: () => client.invalidateQueries({ queryKey: [...runsKey, 'list'] }),
  });
  const { reset } = asked;
  const finished = followed.data?.state === 'done' ? resultOf(followed.data.result) : null;
  useEffect(() => {
    if (finished === null) return;
    move.current({ run: finished, job: '' });
    void client.invalidateQueries({ queryKey: [...runsKey, 'list'] });
  }, [client, finished]);
  useEffect(() => {
    // Another run was opened: what this visit asked for is no longer what is shown.
    if (shown.run !== '') reset();
  }, [shown.run, reset]);
  return { ...stateOf(shown, asked, saved, followed), start: asked.mutate };
}

const resultOf = (result: unknown): string | null =>
  typeof result === 'object' && result !== null && 'id' in result ? String(result.id) : null;

type Asked = { isPending: boolean; error: unknown };
type Saved = { data: { result: OptimiseResult } | undefined; error: unknown };
type Followed = Pick<ReturnType<typeof useJob>, 'data' | 'error'>;

function stateOf(
  shown: Shown,
  asked: Asked,
  saved: Saved,
  followed: Followed,
): Computation<OptimiseResult> {
  if (asked.isPending) return { state: 'asking' };
  if (asked.error) return { state: 'failed', error: asked.error };
  if (shown.run !== '') {
    const answer = saved.data && ({ ready: true, data: saved.data.result } as const);
    return settle(answer, undefined, saved.error);
  }
  if (shown.job === '') return { state: 'idle' };
  const { data: job, error } = followed;
  return settle<OptimiseResult>(job && { ready: false, job }, job, error);
}
