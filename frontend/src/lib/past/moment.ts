import { momentAsked } from '@backend/browser';

/**
 * The past day or moment that the address asks about (`?as_of=2020-03-16`); null for the present.
 *
 * It is read once: going to another moment, or back to the present, loads the page anew, so that
 * nothing that is known of one moment can stand on a screen of another.
 */
export const past: string | null = momentAsked();

/** The address of the screen that is open, at another moment; null is the present. */
export function addressAt(moment: string | null, location: Location = window.location): string {
  const query = new URLSearchParams(location.search);
  query.delete('as_of');
  if (moment) query.set('as_of', moment);
  const text = query.toString();
  return text ? `${location.pathname}?${text}` : location.pathname;
}

/** An address of a screen, as of the same moment as this one. */
export function keepsPast(link: string, moment: string | null = past): string {
  if (moment === null) return link;
  const { pathname, search } = new URL(link, window.location.origin);
  return addressAt(moment, { pathname, search } as Location);
}
