/** What the page has of its browser, where it lies on a host that knows files only. */
import { createHashHistory, type RouterHistory } from '@tanstack/react-router';
import { standClock } from './clock';
import { guardLinks } from './links';
import { readRecording } from './recording';
import { notRecorded, say } from './refusal';

export function begin(): void {
  const { recorded_at, seconds } = readRecording();
  standClock(Date.parse(recorded_at), seconds);
  guardLinks();
}

/** Screens are addressed after the #: a host of files answers for the one page there is. */
export const makeHistory = (): RouterHistory | undefined => createHashHistory();

/** The recording knows one moment. */
export const momentAsked = (): string | null => null;

export const goTo = (_address: string): void => say(notRecorded);
