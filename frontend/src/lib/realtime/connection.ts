/**
 * One socket for the whole application.
 *
 * Components ask for topics; the first asks the server, the last one to leave ends the subscription. A
 * gap or a new epoch makes the topic be asked for again, which brings a fresh snapshot. While the
 * socket is away, `status` says why and when the next try comes.
 */
import { openSocket } from '@backend/socket';
import type { Backoff, OpenSocket, SocketLike } from '@/backend/types';
import { socketBackoff, waitMs } from './backoff';
import { parseFrame } from './frames';
import { TopicStore } from './topic-store';

export type ConnectionState = 'idle' | 'connecting' | 'open' | 'waiting' | 'refused';

export type ConnectionStatus = {
  state: ConnectionState;
  cause: string | null;
  /** When the next try starts, in milliseconds, while waiting. */
  retryAt: number | null;
};

const OPEN = 1;
const NOT_SIGNED_IN = 4401;
const PING_EVERY_MS = 25_000;
/** Leaving a screen and coming back at once must not cost an unsubscribe and a snapshot. */
const LINGER_MS = 2_000;

const causes: Record<number, string> = {
  1006: 'The connection was lost.',
  1012: 'The server is restarting.',
  4401: 'You are signed out.',
  4403: 'The server refused this page’s address.',
  4408: 'This browser was too slow to receive updates and was disconnected.',
  4429: 'Too many connections are open.',
};

export class Connection {
  readonly store: TopicStore;
  private socket: SocketLike | null = null;
  private readonly counts = new Map<string, number>();
  private readonly lingering = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly statusListeners = new Set<() => void>();
  private readonly signedOutListeners = new Set<() => void>();
  private current: ConnectionStatus = { state: 'idle', cause: null, retryAt: null };
  private ping: ReturnType<typeof setInterval> | undefined;
  private readonly open: OpenSocket;
  private readonly backoff: Backoff;

  constructor(store = new TopicStore(), open: OpenSocket = openSocket, random = Math.random) {
    this.store = store;
    this.open = open;
    this.backoff = socketBackoff(random);
  }

  start(url: string): void {
    if (this.socket) return;
    this.setStatus({ state: 'connecting', cause: null, retryAt: null });
    const socket = this.open(url, this.backoff);
    this.socket = socket;
    socket.addEventListener('open', () => this.opened());
    socket.addEventListener('message', (event) => this.received(event.data));
    socket.addEventListener('close', (event) => this.closed(event.code));
    this.ping = setInterval(() => this.send({ action: 'ping' }), PING_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.ping);
    this.socket?.close(1000, 'signed out');
    this.socket = null;
    this.setStatus({ state: 'idle', cause: null, retryAt: null });
  }

  retryNow = (): void => this.socket?.reconnect();

  status = (): ConnectionStatus => this.current;

  onStatus = (listener: () => void): (() => void) => {
    this.statusListeners.add(listener);
    return () => this.statusListeners.delete(listener);
  };

  onSignedOut(listener: () => void): () => void {
    this.signedOutListeners.add(listener);
    return () => this.signedOutListeners.delete(listener);
  }

  /** Topics that somebody on the screen wants now. */
  wanted(): string[] {
    return [...this.counts.keys()];
  }

  /** Asks for a topic until the returned function is called. */
  acquire(topic: string): () => void {
    const timer = this.lingering.get(topic);
    if (timer !== undefined) {
      clearTimeout(timer);
      this.lingering.delete(topic);
    }
    const count = this.counts.get(topic) ?? 0;
    this.counts.set(topic, count + 1);
    if (count === 0 && timer === undefined) this.send({ action: 'subscribe', topics: [topic] });
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.release(topic);
    };
  }

  private release(topic: string): void {
    const count = (this.counts.get(topic) ?? 1) - 1;
    if (count > 0) {
      this.counts.set(topic, count);
      return;
    }
    this.counts.delete(topic);
    const timer = setTimeout(() => {
      this.lingering.delete(topic);
      this.store.drop(topic);
      this.send({ action: 'unsubscribe', topics: [topic] });
    }, LINGER_MS);
    this.lingering.set(topic, timer);
  }

  private opened(): void {
    this.setStatus({ state: 'open', cause: null, retryAt: null });
    const topics = this.wanted();
    for (const topic of topics) this.store.reset(topic);
    if (topics.length > 0) this.send({ action: 'subscribe', topics });
  }

  private received(text: unknown): void {
    const frame = parseFrame(text);
    if (!frame) return;
    if (this.store.apply(frame) !== 'gap') return;
    if (!this.counts.has(frame.topic)) return;
    this.store.reset(frame.topic);
    this.send({ action: 'subscribe', topics: [frame.topic] });
  }

  private closed(code: number): void {
    if (!this.socket) return;
    const cause = causes[code] ?? 'The connection was closed.';
    if (code === NOT_SIGNED_IN) {
      this.stop();
      this.setStatus({ state: 'refused', cause, retryAt: null });
      for (const listener of this.signedOutListeners) listener();
      return;
    }
    const retryAt = Date.now() + waitMs(this.backoff, this.socket.retryCount);
    this.setStatus({ state: 'waiting', cause, retryAt });
  }

  private send(message: { action: string; topics?: string[] }): void {
    if (this.socket?.readyState === OPEN) this.socket.send(JSON.stringify(message));
  }

  private setStatus(status: ConnectionStatus): void {
    this.current = status;
    for (const listener of this.statusListeners) listener();
  }
}

export function streamUrl(location: Location = window.location): string {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${location.host}/ws/v1/stream`;
}

export const connection = new Connection();
