import { useQuery } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import { http } from '@/lib/api/http';
import type { Schema } from '@/types/schema';

export type WebhookSecret = Schema<'WebhookSecret'>;

/** What webhooks are signed with; asked for only when somebody wants to see it, and not kept. */
export const useWebhookSecret = (shown: boolean) =>
  useQuery({
    queryKey: queryKeys.webhookSecret,
    queryFn: ({ signal }) => http.get<WebhookSecret>('/alerts/webhook-secret', { signal }),
    enabled: shown,
    gcTime: 0,
  });
