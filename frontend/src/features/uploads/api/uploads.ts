import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { compute, http } from '@/lib/api/http';
import { everyRow } from '@/lib/api/pages';
import type { Schema } from '@/types/schema';
import { type Draft, mappingText } from '../lib/draft';

export type Preview = Schema<'UploadPreview'>;
export type Result = Schema<'UploadResult'>;
export type Uploaded = Schema<'Uploaded'>;

const uploadsKey = ['uploads'] as const;
/** The beginning of a file is enough to see how it is built. */
const HEAD_BYTES = 65_536;
const TYPING_MS = 300;

/** How a file would be read. */
export function usePreview(file: File | null, draft: Draft) {
  const mapping = mappingText(draft);
  const [symbol] = useDebouncedValue(draft.symbol, TYPING_MS);
  return useQuery({
    queryKey: ['uploads', 'preview', file?.name, file?.size, file?.lastModified, mapping, symbol],
    queryFn: ({ signal }) => {
      const body = new FormData();
      if (file) body.append('file', file.slice(0, HEAD_BYTES), file.name);
      body.append('mapping', mapping);
      body.append('symbol', symbol);
      return http.post<Preview>('/uploads/preview', body, { signal });
    },
    enabled: file !== null,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export type Ask = { file: File; draft: Draft; dryRun: boolean };

function formOf({ file, draft, dryRun }: Ask): FormData {
  const body = new FormData();
  body.append('file', file, file.name);
  body.append('symbol', draft.symbol);
  body.append('mapping', mappingText(draft));
  body.append('dry_run', String(dryRun));
  body.append('replace', String(draft.replace));
  for (const field of ['interval', 'timezone', 'name'] as const) {
    if (draft[field]) body.append(field, draft[field]);
  }
  if (draft.currency) body.append('currency', unitCode(draft.currency));
  return body;
}

/** Codes are in capitals, but for parts such as GBp: only what is all small letters is surely meant so. */
const unitCode = (text: string): string =>
  text === text.toLowerCase() ? text.trim().toUpperCase() : text.trim();

/** Tries or uploads a file; a large one becomes a job. */
export function useUpload() {
  return useMutation({
    mutationFn: (ask: Ask) =>
      compute<Result>('POST', '/uploads/bars', { body: formOf(ask), wait: 2 }),
  });
}

/** Everything that an upload or a deletion makes stale: any screen may show the symbol. */
export function useForgetMarket() {
  const client = useQueryClient();
  return () => client.invalidateQueries();
}

export const useUploaded = () =>
  useQuery({
    queryKey: uploadsKey,
    queryFn: ({ signal }) => everyRow<Uploaded>('/uploads', { signal }),
  });

export function useDeleteUpload() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (symbol: string) => http.delete(`/uploads/${encodeURIComponent(symbol)}`),
    onSuccess: () => client.invalidateQueries(),
  });
}
