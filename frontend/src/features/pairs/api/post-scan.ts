import { useMutation } from '@tanstack/react-query';
import { compute } from '@/lib/api/http';
import type { Scan } from './types';

export type ScanAsk = { symbols: readonly string[]; interval: string; log: boolean; fdr: number };

/** Starts a scan and returns its job: the address keeps the job, so a reload shows the same scan. */
export const useStartScan = (onJob: (id: string) => void) =>
  useMutation({
    mutationFn: (body: ScanAsk) => compute<Scan>('POST', '/pairs/scan', { body, wait: 0 }),
    onSuccess: (answer) => {
      if (!answer.ready) onJob(answer.job.id);
    },
  });
