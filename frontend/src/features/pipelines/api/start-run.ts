import { useMutation } from '@tanstack/react-query';
import { compute } from '@/lib/api/http';
import type { FeatureAsk, RunResult } from './types';

/** Starts a run and returns its job: the address keeps the job, so a reload shows the same run. */
export const useStartRun = (onJob: (id: string) => void) =>
  useMutation({
    mutationFn: (body: FeatureAsk) =>
      compute<RunResult>('POST', '/pipelines/features', { body, wait: 0 }),
    onSuccess: (answer) => {
      if (!answer.ready) onJob(answer.job.id);
    },
  });
