/** What a build has behind its screens: a running product, or a recording of one. */

/** One question and its answer, as `fetch` has them. */
export type Ask = (url: string, init: RequestInit) => Promise<Response>;

/** How long the socket waits before its next try; see lib/realtime/backoff. */
export type Backoff = { firstMs: number; growth: number; maxMs: number };

export type SocketLike = {
  readyState: number;
  retryCount: number;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  reconnect(code?: number, reason?: string): void;
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { code: number; reason: string }) => void,
  ): void;
};

export type OpenSocket = (url: string, backoff: Backoff) => SocketLike;

/** What the badge says while the connection is open. */
export type OpenFace = { text: string; tone: 'ok' | 'info'; words: string };
export type OpenFaces = Record<'demo' | 'live', OpenFace>;
