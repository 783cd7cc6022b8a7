/** What the page has of its browser, where it lies on a host that knows files only. */
import { createHashHistory, type RouterHistory } from '@tanstack/react-router';

/** Screens are addressed after the #: a host of files answers for the one page there is. */
export const history: RouterHistory | undefined = createHashHistory();

/** The recording knows one moment. */
export const momentAsked = (): string | null => null;
