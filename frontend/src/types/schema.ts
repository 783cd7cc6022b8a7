import type { components } from './generated';

/** A shape of the server's own document, by its name there. */
export type Schema<K extends keyof components['schemas']> = components['schemas'][K];
