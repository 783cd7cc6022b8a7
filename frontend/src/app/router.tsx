import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  type RouterHistory,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { PageError, PageMissing, PagePending } from '@/app/boundaries';
import { Shell } from '@/app/shell';
import { paths } from '@/config/paths';
import { sessionQuery } from '@/lib/api/account/use-session';
import { metaQuery } from '@/lib/api/meta';

type Context = { client: QueryClient };
type Search = Record<string, unknown>;

const anySearch = (search: Search): Search => search;

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  validateSearch: anySearch,
  // A link inside the past leads to the past.
  search: { middlewares: [retainSearchParams<Search>(['as_of'])] },
  notFoundComponent: () => (
    <main>
      <PageMissing />
    </main>
  ),
});

/** Whether nobody owns this installation yet: then the first step is the owner's account. */
async function isUnowned(client: QueryClient): Promise<boolean> {
  const known = client.getQueryData(metaQuery.queryKey);
  // Only a "no" lasts: the owner may have come in another window meanwhile.
  if (known?.signup_open === false) return false;
  return (await client.fetchQuery({ ...metaQuery, staleTime: 0 })).signup_open;
}

/** Everything behind the sign-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery);
    if (session.user) return;
    if (await isUnowned(context.client)) throw redirect({ to: paths.signUp });
    throw redirect({ to: paths.signIn, search: { next: location.href } });
  },
});

const page = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => inside, path, component });

/** The doors: who is signed in already is led in; asking also brings the CSRF cookie. */
const outside = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component,
    beforeLoad: async ({ context }) => {
      const session = await context.client.ensureQueryData(sessionQuery);
      if (session.user) throw redirect({ to: paths.home });
      if (path === paths.signIn && (await isUnowned(context.client))) {
        throw redirect({ to: paths.signUp });
      }
    },
  });

const tree = root.addChildren([
  outside(
    paths.signIn,
    lazyRouteComponent(() => import('@/features/auth/sign-in-page'), 'SignInPage'),
  ),
  outside(
    paths.signUp,
    lazyRouteComponent(() => import('@/features/auth/sign-up-page'), 'SignUpPage'),
  ),
  inside.addChildren([
    page(
      paths.home,
      lazyRouteComponent(() => import('@/features/home/home-page'), 'HomePage'),
    ),
    page(
      paths.symbol,
      lazyRouteComponent(() => import('@/features/symbol/symbol-page'), 'SymbolPage'),
    ),
    page(
      paths.forecasts,
      lazyRouteComponent(() => import('@/features/forecasts/forecasts-page'), 'ForecastsPage'),
    ),
    page(
      paths.risk,
      lazyRouteComponent(() => import('@/features/risk/risk-page'), 'RiskPage'),
    ),
    page(
      paths.optimise,
      lazyRouteComponent(() => import('@/features/optimise/optimise-page'), 'OptimisePage'),
    ),
    page(
      paths.pairs,
      lazyRouteComponent(() => import('@/features/pairs/pairs-page'), 'PairsPage'),
    ),
    page(
      paths.alerts,
      lazyRouteComponent(() => import('@/features/alerts/alerts-page'), 'AlertsPage'),
    ),
    page(
      paths.pipelines,
      lazyRouteComponent(() => import('@/features/pipelines/pipelines-page'), 'PipelinesPage'),
    ),
    page(
      paths.dataHealth,
      lazyRouteComponent(() => import('@/features/data-health/data-health-page'), 'DataHealthPage'),
    ),
    page(
      paths.alignment,
      lazyRouteComponent(() => import('@/features/alignment/alignment-page'), 'AlignmentPage'),
    ),
    page(
      paths.jobs,
      lazyRouteComponent(() => import('@/features/jobs/jobs-page'), 'JobsPage'),
    ),
    page(
      paths.uploads,
      lazyRouteComponent(() => import('@/features/uploads/uploads-page'), 'UploadsPage'),
    ),
    page(
      paths.settings,
      lazyRouteComponent(() => import('@/features/settings/settings-page'), 'SettingsPage'),
    ),
    page(
      paths.about,
      lazyRouteComponent(() => import('@/features/about/about-page'), 'AboutPage'),
    ),
  ]),
]);

/** `history` is the browser's own unless a test brings another. */
export function makeRouter(client: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: tree,
    context: { client },
    ...(history && { history }),
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: PageMissing,
  });
}

export type AppRouter = ReturnType<typeof makeRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }
}
