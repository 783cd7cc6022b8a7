import type { Schema } from '@/types/schema';

/** The models that training makes by default, the most useful first. */
const trained: Record<Schema<'TrainableModel'>, string> = {
  ensemble: 'Ensemble',
  ridge: 'Ridge regression',
  gradient_boosting: 'XGBoost',
  random_forest: 'Random forest',
  lstm: 'LSTM',
  gru: 'GRU',
  drift: 'Drift',
  random_walk: 'Random walk',
};
export const shippedModels = Object.keys(trained);

const models: Record<string, string> = {
  ...trained,
  arima: 'ARIMA',
  ewma_conformal: 'EWMA volatility, one-minute bars',
};

/** A model's name in words, from the one it is stored by. */
export const modelLabel = (model: string): string =>
  models[model] ?? model.charAt(0).toUpperCase() + model.slice(1).replaceAll('_', ' ');
