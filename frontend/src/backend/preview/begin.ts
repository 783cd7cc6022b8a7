/** Evaluated before the application: from here on the page lives in its recording. */
import { standClock } from './clock';
import { guardLinks } from './links';
import { readRecording } from './recording';

const { recorded_at, seconds } = readRecording();
standClock(Date.parse(recorded_at), seconds);
guardLinks();
