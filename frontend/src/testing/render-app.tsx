import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { makeQueryClient, Providers } from '@/app/providers';
import { makeRouter } from '@/app/router';
import { followSession } from '@/app/session';

/** The whole application at an address, as a person would meet it. */
export function renderApp(address: string) {
  const client = makeQueryClient();
  client.setDefaultOptions({ queries: { retry: false, staleTime: 60_000 } });
  const router = makeRouter(client, createMemoryHistory({ initialEntries: [address] }));
  const stop = followSession(client, router);
  const view = render(
    <Providers client={client}>
      <RouterProvider router={router} />
    </Providers>,
  );
  return { ...view, router, client, stop, user: userEvent.setup() };
}
