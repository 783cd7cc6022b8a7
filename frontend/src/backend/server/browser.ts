/** What the page has of its browser: its history and its address. */
import type { RouterHistory } from '@tanstack/react-router';

/** The router's own. */
export const history: RouterHistory | undefined = undefined;

/** The moment that the address asks about. */
export const momentAsked = (): string | null =>
  new URLSearchParams(window.location.search).get('as_of');
