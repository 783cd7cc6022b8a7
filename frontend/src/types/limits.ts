/** Values and limits of the server's OpenAPI document, written by `npm run types`. */

export const alertChannelRequestLimits = { target: { maxLength: 500 } } as const;
export const alertRuleWriteRequestLimits = {
  name: { maxLength: 80 },
  symbol: { maxLength: 40 },
  symbol_x: { maxLength: 40 },
  window: { minimum: 0, maximum: 5000 },
  min_correlation: { minimum: -1, maximum: 1 },
  cooldown_s: { minimum: 0, maximum: 2592000 },
  channels: { maxItems: 10 },
} as const;
export const checkAskRequestLimits = { symbols: { maxItems: 500 } } as const;
export const clockSetRequestLimits = {
  seconds_per_session: { minimum: 1, maximum: 3600 },
} as const;
export const dismissRequestLimits = { reason: { maxLength: 300 } } as const;
export const featureAskRequestLimits = { symbols: { minItems: 1, maxItems: 1000 } } as const;
export const instrumentAddRequestLimits = {
  symbol: { maxLength: 32 },
  provider: { maxLength: 32 },
} as const;
export const mailServerWriteRequestLimits = {
  host: { maxLength: 253 },
  port: { minimum: 1, maximum: 65535 },
  user: { maxLength: 254 },
  password: { maxLength: 256 },
  from_address: { maxLength: 254 },
} as const;
export const mailTestRequestLimits = { to: { maxLength: 254 } } as const;
export const optimizeRequestLimits = {
  symbols: { minItems: 1, maxItems: 100 },
  target: { minimum: -5, maximum: 10 },
  risk_free_rate: { minimum: -0.5, maximum: 1 },
  risk_aversion: { minimum: 0.01, maximum: 1000 },
  tail_confidence: { minimum: 0.5, maximum: 0.999 },
  views: { maxItems: 100 },
  capital: { minimum: 0, maximum: 1000000000000 },
  frontier_points: { minimum: 0, maximum: 200 },
} as const;
export const pairAdfAskRequestLimits = {
  y: { maxLength: 40 },
  x: { maxLength: 40 },
  lags: { minimum: 0, maximum: 60 },
} as const;
export const pairBacktestAskRequestLimits = {
  y: { maxLength: 40 },
  x: { maxLength: 40 },
  window: { minimum: 10, maximum: 5000 },
  entry: { minimum: 0.1, maximum: 20 },
  exit: { minimum: 0, maximum: 20 },
  stop: { minimum: 0.1, maximum: 50 },
  cost: { minimum: 0, maximum: 0.1 },
} as const;
export const pairMonitorWriteRequestLimits = {
  y: { maxLength: 40 },
  x: { maxLength: 40 },
  window: { minimum: 10, maximum: 5000 },
  entry_threshold: { minimum: 0.1, maximum: 20 },
  exit_threshold: { minimum: 0, maximum: 20 },
} as const;
export const pairScanAskRequestLimits = {
  symbols: { minItems: 2, maxItems: 200 },
  fdr: { minimum: 0.001, maximum: 0.5 },
} as const;
export const portfolioRiskQueryRequestLimits = {
  confidence: { minimum: 0.5, maximum: 0.9999 },
  horizon: { minimum: 1, maximum: 252 },
  benchmark: { maxLength: 32 },
} as const;
export const returnViewRequestLimits = {
  symbol: { maxLength: 32 },
  versus: { maxLength: 32 },
  expected_return: { minimum: -5, maximum: 5 },
  confidence: { minimum: 0.01, maximum: 1 },
} as const;
export const tokenCreateRequestLimits = { name: { maxLength: 80 } } as const;
export const trainRequestLimits = {
  symbols: { maxItems: 50 },
  models: { maxItems: 8 },
  horizon: { minimum: 1, maximum: 5 },
} as const;
export const uploadAskRequestLimits = {
  mapping: { maxLength: 4000 },
  symbol: { maxLength: 32 },
  timezone: { maxLength: 64 },
  name: { maxLength: 120 },
} as const;
export const uploadLookRequestLimits = {
  mapping: { maxLength: 4000 },
  symbol: { maxLength: 32 },
} as const;
export const watchlistWriteRequestLimits = {
  name: { maxLength: 60 },
  symbols: { maxItems: 200 },
} as const;
export const weightConstraintsRequestLimits = {
  min_weight: { minimum: -10, maximum: 10 },
  max_weight: { minimum: -10, maximum: 10 },
  groups: { maxItems: 100 },
  max_turnover: { minimum: 0, maximum: 20 },
} as const;
export const weightGroupRequestLimits = {
  name: { maxLength: 60 },
  symbols: { minItems: 1, maxItems: 100 },
  min: { minimum: -10, maximum: 10 },
  max: { minimum: -10, maximum: 10 },
} as const;
export const streamRequestLimits = { topics: { maxItems: 200 } } as const;
export const alertDirections = ['above', 'below', 'either'] as const;
export const alertKinds = [
  'price',
  'change',
  'z_score',
  'volatility',
  'var_breach',
  'forecast_flip',
  'data_fault',
] as const;
export const alertRepeats = ['once', 'every'] as const;
export const alignmentStates = ['aligned', 'drifting', 'failed'] as const;
export const allocationMethods = ['lp', 'greedy'] as const;
export const assetClasses = ['stock', 'index', 'etf', 'commodity', 'crypto', 'other'] as const;
export const changesSinces = ['asked', 'visit', 'close'] as const;
export const channelTypes = ['in_app', 'email', 'webhook', 'apprise'] as const;
export const checkedIntervals = ['1m', '1d'] as const;
export const clockActions = ['play', 'pause', 'step', 'seek'] as const;
export const corporateActions = ['split', 'dividend'] as const;
export const covarianceModels = ['sample', 'ledoit_wolf', 'ewma'] as const;
export const currencies = [
  'AED',
  'AFN',
  'ALL',
  'AMD',
  'AOA',
  'ARS',
  'AUD',
  'AWG',
  'AZN',
  'BAM',
  'BBD',
  'BDT',
  'BGN',
  'BHD',
  'BIF',
  'BMD',
  'BNB',
  'BND',
  'BOB',
  'BOV',
  'BRL',
  'BSD',
  'BTC',
  'BTN',
  'BUSD',
  'BWP',
  'BYN',
  'BZD',
  'CAD',
  'CDF',
  'CHE',
  'CHF',
  'CHW',
  'CLF',
  'CLP',
  'CNY',
  'COP',
  'COU',
  'CRC',
  'CUP',
  'CVE',
  'CZK',
  'DAI',
  'DJF',
  'DKK',
  'DOGE',
  'DOP',
  'DOT',
  'DZD',
  'EGP',
  'ERN',
  'ETB',
  'ETH',
  'EUR',
  'EURI',
  'FDUSD',
  'FJD',
  'FKP',
  'GBP',
  'GEL',
  'GHS',
  'GIP',
  'GMD',
  'GNF',
  'GTQ',
  'GYD',
  'HKD',
  'HNL',
  'HTG',
  'HUF',
  'IDR',
  'ILS',
  'INR',
  'IQD',
  'IRR',
  'ISK',
  'JMD',
  'JOD',
  'JPY',
  'KES',
  'KGS',
  'KHR',
  'KMF',
  'KPW',
  'KRW',
  'KWD',
  'KYD',
  'KZT',
  'LAK',
  'LBP',
  'LKR',
  'LRD',
  'LSL',
  'LYD',
  'MAD',
  'MDL',
  'MGA',
  'MKD',
  'MMK',
  'MNT',
  'MOP',
  'MRU',
  'MUR',
  'MVR',
  'MWK',
  'MXN',
  'MXV',
  'MYR',
  'MZN',
  'NAD',
  'NGN',
  'NIO',
  'NOK',
  'NPR',
  'NZD',
  'OMR',
  'PAB',
  'PEN',
  'PGK',
  'PHP',
  'PKR',
  'PLN',
  'PYG',
  'PYUSD',
  'QAR',
  'RON',
  'RSD',
  'RUB',
  'RWF',
  'SAR',
  'SBD',
  'SCR',
  'SDG',
  'SEK',
  'SGD',
  'SHP',
  'SLE',
  'SOL',
  'SOS',
  'SRD',
  'SSP',
  'STN',
  'SVC',
  'SYP',
  'SZL',
  'THB',
  'TJS',
  'TMT',
  'TND',
  'TOP',
  'TRX',
  'TRY',
  'TTD',
  'TUSD',
  'TWD',
  'TZS',
  'UAH',
  'UGX',
  'USD',
  'USDC',
  'USDP',
  'USDT',
  'USN',
  'UYI',
  'UYU',
  'UYW',
  'UZS',
  'VED',
  'VES',
  'VND',
  'VUV',
  'WST',
  'XAD',
  'XAF',
  'XAG',
  'XAU',
  'XCD',
  'XCG',
  'XOF',
  'XPD',
  'XPF',
  'XPT',
  'XRP',
  'YER',
  'ZAR',
  'ZMW',
  'ZWG',
] as const;
export const dateOrders = ['ymd', 'dmy', 'mdy', 'excel1900', 'excel1904', 'unix_days'] as const;
export const decimalMarks = ['.', ','] as const;
export const expectedReturns = ['mean', 'ema', 'capm', 'forecast'] as const;
export const exportFormats = ['csv', 'parquet'] as const;
export const extremeSides = ['high', 'low'] as const;
export const featureEngines = ['polars', 'spark'] as const;
export const featureNames = [
  'normalised_price',
  'simple_return',
  'log_return',
  'volatility_20',
  'momentum_20',
  'drawdown',
  'max_drawdown',
  'rsi_14',
  'macd',
  'macd_signal',
  'macd_histogram',
  'atr_14',
  'bollinger_middle',
  'bollinger_upper',
  'bollinger_lower',
  'bollinger_percent_b',
  'bollinger_width',
  'volume_z_20',
] as const;
export const featureUnits = ['fraction', 'price', 'ratio', 'points'] as const;
export const featuresSources = ['store', 'computed'] as const;
export const findingChecks = [
  'stale',
  'gap',
  'jump',
  'unit',
  'ohlc_order',
  'split_mismatch',
  'duplicate',
  'partial_bar',
  'provider_disagreement',
  'flat_line',
  'invalid_price',
  'impossible_time',
  'odd_bar',
] as const;
export const findingSeverities = ['error', 'warning', 'info'] as const;
export const findingStates = ['open', 'repaired', 'dismissed', 'closed'] as const;
export const forecastDirections = ['up', 'down', 'no_edge'] as const;
export const forecastIntervals = ['1d', '1m'] as const;
export const forecastModels = [
  'random_walk',
  'drift',
  'ridge',
  'gradient_boosting',
  'random_forest',
  'lstm',
  'ensemble',
  'gru',
  'ewma_conformal',
] as const;
export const freshnesses = ['live', 'delayed', 'stale', 'demo'] as const;
export const frontierMethods = ['critical_line', 'quadratic_programs'] as const;
export const hedgeMethods = ['ols', 'rolling_ols', 'kalman'] as const;
export const intervals = ['1s', '1m', '5m', '15m', '1h', '1d', '1wk', '1mo'] as const;
export const intervalMethods = ['conformal', 'gaussian'] as const;
export const jobStates = [
  'queued',
  'running',
  'retrying',
  'done',
  'failed',
  'cancelled',
  'dead',
] as const;
export const keyOrigins = ['stored', 'environment'] as const;
export const mailOrigins = ['none', 'stored', 'environment'] as const;
export const mailSecurities = ['tls', 'starttls', 'none'] as const;
export const marketModes = ['live', 'replay'] as const;
export const measureUnits = [
  'fraction',
  'price',
  'money',
  'ratio',
  'count',
  'points',
  'days',
  'bars',
] as const;
export const objectives = [
  'max_sharpe',
  'min_volatility',
  'efficient_risk',
  'efficient_return',
  'max_quadratic_utility',
  'risk_parity',
  'hrp',
  'min_cvar',
  'black_litterman',
  'equal_weight',
] as const;
export const pairTestStates = ['tested', 'already_stationary'] as const;
export const sampleKinds = [
  'watchlist',
  'rule',
  'pair',
  'optimization',
  'feature_run',
  'scan',
] as const;
export const scanStates = ['tested', 'already_stationary', 'does_not_vary'] as const;
export const pairSignals = ['LONG_SPREAD', 'SHORT_SPREAD', 'FLAT'] as const;
export const palettes = ['blue_orange', 'red_green'] as const;
export const periods = ['1d', '5d', '1mo', '3mo', '6mo', 'ytd', '1y', '5y', 'max'] as const;
export const productModes = ['demo', 'live'] as const;
export const providerStates = [
  'off',
  'needs_key',
  'used_up',
  'ready',
  'working',
  'failing',
] as const;
export const quotedUnits = [
  'AED',
  'AFN',
  'ALL',
  'AMD',
  'AOA',
  'ARS',
  'AUD',
  'AWG',
  'AZN',
  'BAM',
  'BBD',
  'BDT',
  'BGN',
  'BHD',
  'BIF',
  'BMD',
  'BNB',
  'BND',
  'BOB',
  'BOV',
  'BRL',
  'BSD',
  'BTC',
  'BTN',
  'BUSD',
  'BWP',
  'BYN',
  'BZD',
  'CAD',
  'CDF',
  'CHE',
  'CHF',
  'CHW',
  'CLF',
  'CLP',
  'CNY',
  'COP',
  'COU',
  'CRC',
  'CUP',
  'CVE',
  'CZK',
  'DAI',
  'DJF',
  'DKK',
  'DOGE',
  'DOP',
  'DOT',
  'DZD',
  'EGP',
  'ERN',
  'ETB',
  'ETH',
  'EUR',
  'EURI',
  'FDUSD',
  'FJD',
  'FKP',
  'GBP',
  'GEL',
  'GHS',
  'GIP',
  'GMD',
  'GNF',
  'GTQ',
  'GYD',
  'HKD',
  'HNL',
  'HTG',
  'HUF',
  'IDR',
  'ILS',
  'INR',
  'IQD',
  'IRR',
  'ISK',
  'JMD',
  'JOD',
  'JPY',
  'KES',
  'KGS',
  'KHR',
  'KMF',
  'KPW',
  'KRW',
  'KWD',
  'KYD',
  'KZT',
  'LAK',
  'LBP',
  'LKR',
  'LRD',
  'LSL',
  'LYD',
  'MAD',
  'MDL',
  'MGA',
  'MKD',
  'MMK',
  'MNT',
  'MOP',
  'MRU',
  'MUR',
  'MVR',
  'MWK',
  'MXN',
  'MXV',
  'MYR',
  'MZN',
  'NAD',
  'NGN',
  'NIO',
  'NOK',
  'NPR',
  'NZD',
  'OMR',
  'PAB',
  'PEN',
  'PGK',
  'PHP',
  'PKR',
  'PLN',
  'PYG',
  'PYUSD',
  'QAR',
  'RON',
  'RSD',
  'RUB',
  'RWF',
  'SAR',
  'SBD',
  'SCR',
  'SDG',
  'SEK',
  'SGD',
  'SHP',
  'SLE',
  'SOL',
  'SOS',
  'SRD',
  'SSP',
  'STN',
  'SVC',
  'SYP',
  'SZL',
  'THB',
  'TJS',
  'TMT',
  'TND',
  'TOP',
  'TRX',
  'TRY',
  'TTD',
  'TUSD',
  'TWD',
  'TZS',
  'UAH',
  'UGX',
  'USD',
  'USDC',
  'USDP',
  'USDT',
  'USN',
  'UYI',
  'UYU',
  'UYW',
  'UZS',
  'VED',
  'VES',
  'VND',
  'VUV',
  'WST',
  'XAD',
  'XAF',
  'XAG',
  'XAU',
  'XCD',
  'XCG',
  'XOF',
  'XPD',
  'XPF',
  'XPT',
  'XRP',
  'YER',
  'ZAR',
  'ZMW',
  'ZWG',
  'GBp',
  'GBX',
  'ILA',
  'ZAc',
  'USX',
  'USc',
  'EUX',
  'EUc',
  'KWF',
] as const;
export const readinessStatus = ['ready', 'degraded', 'unavailable'] as const;
export const riskExportParts = ['series', 'measures'] as const;
export const riskMethods = ['fhs', 'historical', 'gaussian', 'cornish_fisher', 'evt'] as const;
export const setupNames = [
  'account',
  'symbols',
  'provider_key',
  'mail',
  'upload',
  'second_factor',
  'backup',
] as const;
export const setupStates = ['done', 'open', 'attention'] as const;
export const shockDistributions = ['normal', 't'] as const;
export const skillVerdicts = ['beats', 'no_edge', 'worse', 'unknown'] as const;
export const streamActions = ['subscribe', 'unsubscribe', 'ping'] as const;
export const streamFrameTypes = ['snapshot', 'update', 'error', 'pong'] as const;
export const themes = ['dark', 'light', 'system'] as const;
export const tokenScopes = ['read', 'write'] as const;
export const trafficLights = ['green', 'yellow', 'red'] as const;
export const trainableModels = [
  'random_walk',
  'drift',
  'ridge',
  'gradient_boosting',
  'random_forest',
  'lstm',
  'ensemble',
  'gru',
] as const;
export const uploadIntervals = ['1s', '1m', '5m', '15m', '1h', '1d'] as const;
export const volatilityMeasures = ['realised', 'predicted'] as const;
export const volatilityModels = ['garch', 'gjr', 'egarch'] as const;
export const authenticatorTypes = ['totp', 'recovery_codes'] as const;
export const exportsBarsRetrieveLimits = { symbol: { maxLength: 32 } } as const;
export const exportsFeaturesRetrieveLimits = { symbol: { maxLength: 40 } } as const;
export const exportsLedgerRetrieveLimits = { symbol: { maxLength: 32 } } as const;
export const exportsPairsRetrieveLimits = {
  threshold: { minimum: 0.1, maximum: 20 },
  window: { minimum: 10, maximum: 5000 },
  x: { maxLength: 40 },
  y: { maxLength: 40 },
} as const;
export const exportsRiskRetrieveLimits = {
  benchmark: { maxLength: 32 },
  confidence: { minimum: 0.5, maximum: 0.9999 },
  risk_free_rate: { minimum: -0.5, maximum: 1 },
  symbol: { maxLength: 32 },
} as const;
export const featuresRetrieveLimits = { symbol: { maxLength: 40 } } as const;
export const featuresAnomaliesRetrieveLimits = { symbol: { maxLength: 40 } } as const;
export const forecastsLeaderboardRetrieveLimits = {
  horizon: { minimum: 1, maximum: 5 },
  symbol: { maxLength: 32 },
} as const;
export const forecastsLedgerRetrieveLimits = { symbol: { maxLength: 32 } } as const;
export const forecastsRecordRetrieveLimits = {
  horizon: { minimum: 1, maximum: 5 },
  symbol: { maxLength: 32 },
} as const;
export const historyRetrieveLimits = { symbol: { maxLength: 32 } } as const;
export const instrumentsListLimits = { search: { maxLength: 60 } } as const;
export const instrumentsSearchRetrieveLimits = { q: { maxLength: 60 } } as const;
export const jobsListLimits = { kind: { maxLength: 64 } } as const;
export const pairsAnalyticsRetrieveLimits = {
  threshold: { minimum: 0.1, maximum: 20 },
  window: { minimum: 10, maximum: 5000 },
  x: { maxLength: 40 },
  y: { maxLength: 40 },
} as const;
export const predictionRetrieveLimits = {
  horizon: { minimum: 1, maximum: 5 },
  symbol: { maxLength: 32 },
} as const;
export const priceRetrieveLimits = { symbol: { maxLength: 32 } } as const;
export const qualityFindingsListLimits = { symbol: { maxLength: 40 } } as const;
export const qualityHealthRetrieveLimits = { symbol: { maxLength: 40 } } as const;
export const qualityWhyLimits = {
  benchmark: { maxLength: 2000 },
  confidence: { maxLength: 2000 },
  cooldown_s: { maxLength: 2000 },
  cost: { maxLength: 2000 },
  currency: { maxLength: 2000 },
  day: { maxLength: 2000 },
  direction: { maxLength: 2000 },
  distribution: { maxLength: 2000 },
  end: { maxLength: 2000 },
  entry: { maxLength: 2000 },
  exit: { maxLength: 2000 },
  horizon: { maxLength: 2000 },
  id: { maxLength: 2000 },
  intercept: { maxLength: 2000 },
  interval: { maxLength: 2000 },
  job: { maxLength: 2000 },
  kind: { maxLength: 2000 },
  lags: { maxLength: 2000 },
  log: { maxLength: 2000 },
  measure: { maxLength: 2000 },
  method: { maxLength: 2000 },
  min_correlation: { maxLength: 2000 },
  model: { maxLength: 2000 },
  period: { maxLength: 2000 },
  quiet_end: { maxLength: 2000 },
  quiet_start: { maxLength: 2000 },
  repeat: { maxLength: 2000 },
  risk_free_rate: { maxLength: 2000 },
  row: { maxLength: 2000 },
  run: { maxLength: 2000 },
  since: { maxLength: 2000 },
  start: { maxLength: 2000 },
  step: { maxLength: 2000 },
  stop: { maxLength: 2000 },
  symbol: { maxLength: 2000 },
  symbol_x: { maxLength: 2000 },
  symbols: { maxLength: 2000 },
  threshold: { maxLength: 2000 },
  weights: { maxLength: 2000 },
  window: { maxLength: 2000 },
  x: { maxLength: 2000 },
  y: { maxLength: 2000 },
} as const;
export const riskRetrieveLimits = {
  benchmark: { maxLength: 32 },
  confidence: { minimum: 0.5, maximum: 0.9999 },
  risk_free_rate: { minimum: -0.5, maximum: 1 },
  symbol: { maxLength: 32 },
} as const;
export const riskBacktestRetrieveLimits = {
  confidence: { minimum: 0.5, maximum: 0.9999 },
  symbol: { maxLength: 32 },
} as const;
export const riskCorrelationRetrieveLimits = { symbols: { minItems: 1, maxItems: 100 } } as const;
export const riskGarchRetrieveLimits = { symbol: { maxLength: 32 } } as const;
