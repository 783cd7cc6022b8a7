import type { OptimiseForm } from './form-schema';

export const defaultForm: OptimiseForm = {
  symbols: [],
  objective: 'max_sharpe',
  target: null,
  period: '5y',
  expectedReturns: 'mean',
  covariance: 'ledoit_wolf',
  riskFreeRate: 0,
  minWeight: 0,
  maxWeight: 40,
  groups: [],
  capital: 10_000,
  allocation: 'lp',
  currency: '',
};
