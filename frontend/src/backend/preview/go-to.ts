import { notRecorded, say } from './refusal';

export const goTo = (_address: string): void => say(notRecorded);
