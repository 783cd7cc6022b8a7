/** The recorded stretch of the socket, played from where the page's clock stands. */
import type { OpenSocket, SocketLike } from '@/backend/types';
import { position } from './clock';
import { readFile, readIndex } from './recording';
import { notRecorded } from './refusal';
import { type Recorded, Track } from './track';

const TICK_MS = 100;

type Listeners = {
  open: (() => void)[];
  message: ((event: MessageEvent) => void)[];
  close: ((event: { code: number; reason: string }) => void)[];
};

class RecordedSocket {
  readyState = 0;
  retryCount = 0;
  private readonly listeners: Listeners = { open: [], message: [], close: [] };
  private readonly tracks = new Map<string, Track>();
  private readonly wanted = new Set<string>();
  private readonly timer: ReturnType<typeof setInterval>;

  constructor() {
    this.timer = setInterval(() => this.play(), TICK_MS);
    setTimeout(() => this.opened());
  }

  addEventListener<T extends keyof Listeners>(type: T, listener: Listeners[T][number]): void {
    (this.listeners[type] as Listeners[T][number][]).push(listener);
  }

  send(text: string): void {
    const { action, topics = [] } = JSON.parse(text) as { action: string; topics?: string[] };
    for (const topic of topics) {
      if (action === 'subscribe') void this.subscribe(topic);
      if (action === 'unsubscribe') this.forget(topic);
    }
  }

  close(): void {
    clearInterval(this.timer);
    this.readyState = 3;
  }

  reconnect(): void {}

  private opened(): void {
    this.readyState = 1;
    for (const listener of this.listeners.open) listener();
  }

  private async subscribe(topic: string): Promise<void> {
    this.wanted.add(topic);
    const track = this.tracks.get(topic) ?? (await load(topic));
    if (!this.wanted.has(topic)) return;
    if (!track) {
      performance.mark(`not recorded: ${topic}`);
      this.emit({ topic, type: 'error', seq: null, epoch: null, data: notRecorded });
      return;
    }
    this.tracks.set(topic, track);
    for (const frame of track.begin(position())) this.emit({ topic, ...frame });
  }

  private forget(topic: string): void {
    this.wanted.delete(topic);
    this.tracks.delete(topic);
  }

  private play(): void {
    const place = position();
    for (const [topic, track] of this.tracks) {
      for (const frame of track.next(place)) this.emit({ topic, ...frame });
    }
  }

  private emit(frame: object): void {
    const data = JSON.stringify({ ...frame, sent_at: new Date().toISOString() });
    for (const listener of this.listeners.message) listener({ data } as MessageEvent);
  }
}

/** What was recorded of a topic; null where nothing was. */
async function load(topic: string): Promise<Track | null> {
  const { topics } = await readIndex();
  const file = topics[topic];
  return file === undefined ? null : new Track(await readFile<Recorded>(file));
}

export const openSocket: OpenSocket = () => new RecordedSocket() as SocketLike;
