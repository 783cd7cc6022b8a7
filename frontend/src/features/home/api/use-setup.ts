import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';

export type SetupStep = Schema<'SetupStep'>;
export type Setup = Schema<'Setup'>;

/** How far the installation is set up; asked anew each time Home is opened. */
export const useSetup = () =>
  useQuery({
    queryKey: queryKeys.setup,
    queryFn: ({ signal }) => http.get<Setup>('/setup', { signal }),
    staleTime: 0,
  });
