/** The files that a preview consists of, beside the page. */

/** When it was recorded and how long its stretch of the socket is, written into the page. */
export type Recording = { recorded_at: string; seconds: number };

/** From a question or a topic to the file that holds what was recorded of it. */
type Index = { answers: Record<string, string>; topics: Record<string, string> };

export function readRecording(page: Document = document): Recording {
  const mark = page.querySelector<HTMLMetaElement>('meta[name="preview"]');
  if (!mark) throw new Error('The page lacks its recording: write the preview again.');
  return JSON.parse(mark.content) as Recording;
}

/** A file beside the page; the address is relative, so the folder may lie anywhere on a host. */
export async function readFile<T>(name: string, signal?: AbortSignal | null): Promise<T> {
  const response = await fetch(`./recorded/${name}`, { signal: signal ?? null });
  if (!response.ok) throw new Error(`recorded/${name}: the host answered ${response.status}`);
  return (await response.json()) as T;
}

let index: Promise<Index> | undefined;

/** The index, read once; a failure is not kept, so the next question tries again. */
export function readIndex(): Promise<Index> {
  index ??= readFile<Index>('index.json').catch((error: unknown) => {
    index = undefined;
    throw error;
  });
  return index;
}
