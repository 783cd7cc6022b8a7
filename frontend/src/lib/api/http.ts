/** The one door to the server: CSRF, problem documents, expired sessions, waiting for jobs. */
import { ask } from '@backend/ask';
import { past } from '@/lib/past/moment';
import type { Job } from './job-types';
import { ApiError, problemFrom, unreachable } from './problem';

export type QueryValue = string | number | boolean | null | undefined | readonly string[];
export type Query = Record<string, QueryValue>;

export type RequestOptions = {
  query?: Query | undefined;
  body?: unknown;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
};

export const API = '/api/v1';

type SessionLostListener = () => void;
const sessionLostListeners = new Set<SessionLostListener>();

/** Called when the server says that the session is gone. Returns the way to stop listening. */
export function onSessionLost(listener: SessionLostListener): () => void {
  sessionLostListeners.add(listener);
  return () => sessionLostListeners.delete(listener);
}

/** Notifies listeners that the session has ended. */
export function loseSession(): void {
  for (const listener of sessionLostListeners) listener();
}

export function readCookie(name: string, cookies: string = document.cookie): string | null {
  for (const pair of cookies.split('; ')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at) === name) return decodeURIComponent(pair.slice(at + 1));
  }
  return null;
}

/** A path with parameters, added to those that it has. */
export function withQuery(path: string, query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === '') continue;
    search.set(key, Array.isArray(value) ? value.join(',') : String(value));
  }
  const text = search.toString();
  if (!text) return path;
  return path.includes('?') ? `${path}&${text}` : `${path}?${text}`;
}

function headersFor(method: string, options: RequestOptions): Headers {
  const headers = new Headers({ Accept: 'application/json', ...options.headers });
  if (options.body !== undefined && !(options.body instanceof FormData)) {
    headers.set('Content-Type', 'application/json');
  }
  if (method !== 'GET') {
    const token = readCookie('csrftoken');
    if (token) headers.set('X-CSRFToken', token);
  }
  return headers;
}

function bodyOf(body: unknown): BodyInit | null {
  if (body === undefined) return null;
  return body instanceof FormData ? body : JSON.stringify(body);
}

/** The parameters of a question, with the past moment where it can be asked about one. */
async function asOf(method: string, path: string, { query }: RequestOptions) {
  const { answersPast } = await import('@/lib/past/routes');
  return answersPast(method, path) ? { ...query, as_of: past } : query;
}

/** The raw answer. Throws ApiError only when there was no answer at all. */
export async function send(
  method: string,
  path: string,
  options: RequestOptions = {},
): Promise<Response> {
  try {
    return await ask(withQuery(path, past ? await asOf(method, path, options) : options.query), {
      method,
      headers: headersFor(method, options),
      body: bodyOf(options.body),
      credentials: 'same-origin',
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(unreachable);
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  const problem = await problemFrom(response);
  if (response.status === 401) loseSession();
  throw new ApiError(problem);
}

async function parsed<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

async function call<T>(method: string, path: string, options: RequestOptions): Promise<T> {
  return parsed<T>(await checked(await send(method, `${API}${path}`, options)));
}

export const http = {
  get: <T>(path: string, options: RequestOptions = {}) => call<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options: RequestOptions = {}) =>
    call<T>('POST', path, { ...options, body }),
  put: <T>(path: string, body: unknown, options: RequestOptions = {}) =>
    call<T>('PUT', path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options: RequestOptions = {}) =>
    call<T>('PATCH', path, { ...options, body }),
  delete: <T = void>(path: string, options: RequestOptions = {}) =>
    call<T>('DELETE', path, options),
};

/** A computation's answer: its result when ready in time, else the job that will have it. */
export type Computed<T> = { ready: true; data: T } | { ready: false; job: Job };

/**
 * Asks for a computation that may take long. The server waits up to `wait` seconds; then it
 * answers 202 with the job, which `useJob` follows.
 */
export async function compute<T>(
  method: 'GET' | 'POST',
  path: string,
  { wait = 10, ...options }: RequestOptions & { wait?: number } = {},
): Promise<Computed<T>> {
  const headers = { ...options.headers, Prefer: `wait=${wait}` };
  const response = await checked(await send(method, `${API}${path}`, { ...options, headers }));
  if (response.status === 202) return { ready: false, job: await parsed<Job>(response) };
  return { ready: true, data: await parsed<T>(response) };
}
