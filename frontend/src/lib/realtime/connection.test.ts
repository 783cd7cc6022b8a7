import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SocketLike } from '@/backend/types';
import { Connection } from './connection';
import { TopicStore } from './topic-store';

type Listener = (event: unknown) => void;

class FakeSocket {
  readyState = 0;
  retryCount = 0;
  sent: { action: string; topics?: string[] }[] = [];
  closed = false;
  private readonly listeners = new Map<string, Listener[]>();

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  reconnect(): void {}

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  fire(type: string, event: unknown = {}): void {
    if (type === 'open') this.readyState = 1;
    if (type === 'close') this.readyState = 3;
    for (const listener of this.listeners.get(type) ?? []) listener(event);
  }

  receive(message: object): void {
    this.fire('message', { data: JSON.stringify(message) });
  }
}

let socket: FakeSocket;
let connection: Connection;

beforeEach(() => {
  vi.useFakeTimers();
  socket = new FakeSocket();
  connection = new Connection(
    new TopicStore((flush) => flush()),
    () => socket as unknown as SocketLike,
    () => 0.5,
  );
  connection.start('ws://test');
});

afterEach(() => {
  connection.stop();
  vi.useRealTimers();
});

const update = (seq: number, epoch = 'a') => ({
  topic: 'jobs',
  type: 'update',
  seq,
  epoch,
  data: seq,
});
const snapshot = (seq: number, epoch = 'a') => ({ ...update(seq, epoch), type: 'snapshot' });

describe('the connection', () => {
  it('asks for a topic once, however many components want it', () => {
    socket.fire('open');
    const first = connection.acquire('jobs');
    const second = connection.acquire('jobs');
    expect(socket.sent).toEqual([{ action: 'subscribe', topics: ['jobs'] }]);
    first();
    vi.advanceTimersByTime(10_000);
    expect(socket.sent).toHaveLength(1);
    second();
    vi.advanceTimersByTime(10_000);
    expect(socket.sent.at(-1)).toEqual({ action: 'unsubscribe', topics: ['jobs'] });
  });

  it('does not leave a topic that is wanted again at once', () => {
    socket.fire('open');
    connection.acquire('jobs')();
    vi.advanceTimersByTime(500);
    connection.acquire('jobs');
    vi.advanceTimersByTime(10_000);
    expect(socket.sent).toEqual([{ action: 'subscribe', topics: ['jobs'] }]);
  });

  it('asks again after a gap, and only once until the snapshot is here', () => {
    socket.fire('open');
    connection.acquire('jobs');
    socket.receive(snapshot(1));
    socket.receive(update(3));
    socket.receive(update(4));
    expect(socket.sent.filter(({ action }) => action === 'subscribe')).toHaveLength(2);
    socket.receive(snapshot(4));
    socket.receive(update(5));
    expect(connection.store.get('jobs')?.data).toBe(5);
  });

  it('asks for everything again when it is back, and takes the new epoch', () => {
    connection.acquire('jobs');
    socket.fire('open');
    socket.receive(snapshot(7));
    socket.fire('close', { code: 1006, reason: '' });
    expect(connection.status()).toMatchObject({
      state: 'waiting',
      cause: 'The connection was lost.',
    });
    expect(connection.status().retryAt).toBeGreaterThan(Date.now());
    socket.fire('open');
    socket.receive(update(1, 'b'));
    expect(connection.store.get('jobs')?.data).toBe(7);
    socket.receive(snapshot(1, 'b'));
    expect(connection.store.get('jobs')?.data).toBe(1);
  });

  it('stops and says so when the server answers that nobody is signed in', () => {
    const signedOut = vi.fn();
    connection.onSignedOut(signedOut);
    socket.fire('close', { code: 4401, reason: '' });
    expect(signedOut).toHaveBeenCalledTimes(1);
    expect(socket.closed).toBe(true);
    expect(connection.status().state).toBe('refused');
  });

  it('drops what is not a frame', () => {
    socket.fire('open');
    socket.fire('message', { data: 'hello' });
    socket.fire('message', { data: '{"topic": 1}' });
    expect(connection.status().state).toBe('open');
  });
});
