import { intervals } from '@/types/limits';

/** Of a day at most: the bars by which pairs are measured. */
export const upToADay = intervals.slice(0, intervals.indexOf('1d') + 1);
