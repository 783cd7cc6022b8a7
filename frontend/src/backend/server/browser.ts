/** What the page has of its browser: its address, its time and its history. */
import type { RouterHistory } from '@tanstack/react-router';

/** Called before anything else of the application. */
export const begin = (): void => undefined;

/** The router's own where there is none. */
export const makeHistory = (): RouterHistory | undefined => undefined;

/** The moment that the address asks about. */
export const momentAsked = (): string | null =>
  new URLSearchParams(window.location.search).get('as_of');

/** Loads the page anew at an address of another moment. */
export const goTo = (address: string): void => window.location.assign(address);
