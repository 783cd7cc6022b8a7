/** Which questions can be asked about the past; loaded only where the past is shown. */
import { pastRoutes } from '@/types/past-routes';

const patterns = pastRoutes.map((route) => new RegExp(`^${route.replace(/\{\w+\}/g, '[^/]+')}$`));

/** Whether the server answers a question as of a past moment; the others are of the present. */
export const answersPast = (method: string, path: string): boolean =>
  patterns.some((pattern) => pattern.test(`${method} ${path}`));
