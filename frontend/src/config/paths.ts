/** Every address inside the application. Links, the router and the palette all read this map. */
export const paths = {
  home: '/',
  symbol: '/symbols/$symbol',
  forecasts: '/forecasts',
  risk: '/risk',
  optimise: '/optimise',
  pairs: '/pairs',
  alerts: '/alerts',
  pipelines: '/pipelines',
  dataHealth: '/data-health',
  alignment: '/alignment',
  jobs: '/jobs',
  uploads: '/your-data',
  settings: '/settings',
  about: '/about',
  signIn: '/sign-in',
  signUp: '/sign-up',
} as const;

export const symbolPath = (symbol: string): string => `/symbols/${encodeURIComponent(symbol)}`;
