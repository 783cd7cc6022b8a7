/** Answers questions from what was recorded; what was not is refused with a sentence. */
import type { Ask } from '@/backend/types';
import type { Problem } from '@/lib/api/problem';
import { answersPast } from '@/lib/past/routes';
import { DISPLAY, isNote, keptHere, readOwn } from './own';
import { spell } from './question';
import { readFile, readIndex } from './recording';
import { changesNothing, notRecorded, say, unreadable } from './refusal';

const answer = (body: unknown, status = 200) =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });

function refuse(problem: Problem): Response {
  return answer(problem, problem.status);
}

/** Whether a question only reads: a GET, or one of those whose answer depends on the market alone. */
const isRead = (method: string, path: string): boolean =>
  method === 'GET' || answersPast(method, path);

async function recorded(spelled: string, signal: RequestInit['signal']): Promise<Response | null> {
  const { answers } = await readIndex();
  const found = answers[spelled];
  if (found === undefined) return null;
  const [file = '', status = '200'] = found.split(' ');
  return answer(await readFile(file, signal), Number(status));
}

const answered: Ask = async (url, { method = 'GET', body, signal }) => {
  const path = url.split('?')[0] ?? '';
  if (isNote(method, path)) return answer(null, 204);
  if (keptHere(method, path, body) || (method === 'GET' && path === DISPLAY)) {
    const settings = await recorded(spell('GET', DISPLAY), signal);
    return answer({ ...(await settings?.json()), ...readOwn() });
  }
  const spelled = spell(method, url, body ?? null);
  const found = await recorded(spelled, signal);
  if (found) return found;
  if (isRead(method, path)) {
    // For whoever looks into what a recording lacks: the browser's list of marks names it.
    performance.mark(`not recorded: ${spelled}`);
    return refuse(notRecorded);
  }
  say(changesNothing);
  return refuse(changesNothing);
};

/** A missing file is said as what it is: no server is expected here. */
export const ask: Ask = async (url, init) => {
  try {
    return await answered(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    return refuse(unreadable(error));
  }
};
