/** Links that a page without a server cannot follow. */
import { notRecorded, say } from './refusal';

const ofServer = /^\/(api|admin|_allauth)\//;

/** Takes presses on links into the page and into the server before the browser follows them. */
export function guardLinks(page: Document = document): void {
  const take = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const address = target?.closest('a')?.getAttribute('href') ?? '';
    if (ofServer.test(address)) {
      event.preventDefault();
      say(notRecorded);
    } else if (/^#\w/.test(address)) {
      // The part after # is the screen's address here.
      event.preventDefault();
      page.getElementById(address.slice(1))?.focus();
    }
  };
  page.addEventListener('click', take, { capture: true });
}
