import type { components } from '@/types/generated';

type Schemas = components['schemas'];

export type Prediction = Schemas['Prediction'];
export type ForecastStep = Schemas['Step'];
export type Skill = Schemas['Skill'];
