import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { compute, http } from '@/lib/api/http';
import { everyRow } from '@/lib/api/pages';
import type { components } from '@/types/generated';

export type AlignmentRun = components['schemas']['Alignment'];
export type AlignmentDetail = components['schemas']['AlignmentDetail'];
export type AlignmentRow = components['schemas']['AlignmentRow'];

/** The kept comparisons, newest first. */
export const useRuns = () =>
  useQuery({
    queryKey: queryKeys.alignments,
    queryFn: ({ signal }) => everyRow<AlignmentRun>('/quality/alignment', { signal }),
  });

export const useRun = (id: number | null) =>
  useQuery({
    queryKey: queryKeys.alignment(id ?? 0),
    queryFn: ({ signal }) => http.get<AlignmentDetail>(`/quality/alignment/${id}`, { signal }),
    enabled: id !== null,
  });

/** Starts a comparison; `onStarted` gets its job. */
export function useStart(onStarted: (jobId: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => compute<unknown>('POST', '/quality/alignment', { wait: 0 }),
    onSuccess: (answer) => {
      if (answer.ready) void client.invalidateQueries({ queryKey: queryKeys.alignments });
      else onStarted(answer.job.id);
    },
  });
}
