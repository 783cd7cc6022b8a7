export type Credit = { name: string; use: string; licence: string; link: string };

/** What the product stands on. */
export const credits: readonly Credit[] = [
  {
    name: 'Lightweight Charts',
    use: 'Price charts and the forecast fan',
    licence: 'Apache-2.0',
    link: 'https://www.tradingview.com/lightweight-charts/',
  },
  {
    name: 'Apache ECharts',
    use: 'Heatmap, frontier, explanations',
    licence: 'Apache-2.0',
    link: 'https://echarts.apache.org/',
  },
  { name: 'React', use: 'Screens', licence: 'MIT', link: 'https://react.dev/' },
  { name: 'Mantine', use: 'Controls', licence: 'MIT', link: 'https://mantine.dev/' },
  {
    name: 'TanStack',
    use: 'Router, queries, tables',
    licence: 'MIT',
    link: 'https://tanstack.com/',
  },
  { name: 'Inter', use: 'Typeface', licence: 'OFL-1.1', link: 'https://rsms.me/inter/' },
  {
    name: 'Django',
    use: 'Server',
    licence: 'BSD-3-Clause',
    link: 'https://www.djangoproject.com/',
  },
  {
    name: 'Celery',
    use: 'Background jobs',
    licence: 'BSD-3-Clause',
    link: 'https://docs.celeryq.dev/',
  },
  { name: 'NumPy', use: 'Numbers', licence: 'BSD-3-Clause', link: 'https://numpy.org/' },
  { name: 'arch', use: 'GARCH models', licence: 'NCSA', link: 'https://arch.readthedocs.io/' },
  {
    name: 'XGBoost',
    use: 'Boosted trees',
    licence: 'Apache-2.0',
    link: 'https://xgboost.ai/',
  },
  { name: 'PyTorch', use: 'LSTM', licence: 'BSD-3-Clause', link: 'https://pytorch.org/' },
  {
    name: 'PyPortfolioOpt',
    use: 'Portfolio objectives',
    licence: 'MIT',
    link: 'https://pyportfolioopt.readthedocs.io/',
  },
  {
    name: 'cvxcla',
    use: 'Exact efficient frontier',
    licence: 'Apache-2.0',
    link: 'https://github.com/cvxgrp/cvxcla',
  },
];
