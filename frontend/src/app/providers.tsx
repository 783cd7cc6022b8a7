import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '@/lib/api/problem';
import { cssVariables, theme } from '@/theme/theme';

/** Asking again helps only when the server says so. */
function shouldRetry(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ApiError && error.retryable;
}

/**
 * The server is asked whether or not the browser believes itself online: it often runs on this very
 * machine, and by default every question and every press would wait, silently, for a network.
 */
const ALWAYS = 'always';

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: shouldRetry,
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        networkMode: ALWAYS,
        refetchOnReconnect: true,
      },
      mutations: { retry: false, networkMode: ALWAYS },
    },
  });
}

/** The nonce that the server put into the page; styles made at run time carry it. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

export function Providers({ client, children }: { client: QueryClient; children: ReactNode }) {
  return (
    <QueryClientProvider client={client}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
        // All variables at run time: their sheet would be 4 kB more for every first visit.
        deduplicateCssVariables={false}
      >
        {children}
      </MantineProvider>
    </QueryClientProvider>
  );
}
