import type { components } from '@/types/generated';

type Schemas = components['schemas'];

/** The price of now, as REST answers it and the socket pushes it. */
export type Quote = Schemas['PriceUpdated'];
export type Freshness = Quote['freshness'];
export type Instrument = Schemas['Instrument'];
/** One instrument with how it is kept up to date. */
export type InstrumentDetail = Schemas['InstrumentDetail'];
export type Bar = Schemas['Bar'];
export type History = Schemas['History'];
export type Watchlist = Schemas['Watchlist'];

export type Page<T> = { results: T[]; next: string | null };
