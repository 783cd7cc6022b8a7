/**
 * The latest value of every topic, outside React.
 *
 * Messages may arrive faster than the screen can be painted. They are stored at once and announced
 * in one flush per animation frame, so a burst costs one render. Charts, which need every message
 * and not only the latest, are notified first by `onFrames`: their canvas paints in the next frame, and
 * in that same frame components see the same state. So no price ever stands twice on one screen.
 */
import type { Frame } from './frames';

export type TopicState = {
  data: unknown;
  /** When this browser received it, in milliseconds. */
  receivedAt: number;
  sentAt: string | null;
  error: string | null;
};

type Entry = {
  /** As received; components see it once it is published. */
  state: TopicState;
  seq: number | null;
  epoch: string | null;
  /** Asked for again and not answered yet: updates before the snapshot mean nothing. */
  awaiting: boolean;
};
type Listener = () => void;
type FrameListener = (frames: readonly Frame[]) => void;

/** What the connection must do after a frame: nothing, or ask for the topic again. */
export type Verdict = 'accepted' | 'ignored' | 'gap';

const QUEUE_LIMIT = 1000;

export class TopicStore {
  private readonly entries = new Map<string, Entry>();
  private readonly published = new Map<string, TopicState>();
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly frameListeners = new Map<string, Set<FrameListener>>();
  private readonly queues = new Map<string, Frame[]>();
  private readonly dirty = new Set<string>();
  private scheduled = false;
  private readonly schedule: (flush: () => void) => void;
  private readonly clock: () => number;

  constructor(
    schedule: (flush: () => void) => void = scheduleFrame,
    clock: () => number = Date.now,
  ) {
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Writes a frame down. An update that does not follow the last one is refused as a gap. */
  apply(frame: Frame): Verdict {
    if (frame.type === 'pong') return 'ignored';
    const known = this.entries.get(frame.topic);
    const verdict = frame.type === 'update' ? judge(known, frame) : 'accepted';
    if (verdict !== 'accepted') return verdict;
    this.write(frame, known);
    return 'accepted';
  }

  get(topic: string): TopicState | undefined {
    return this.published.get(topic);
  }

  /** Forgets where a topic was, so that the next snapshot starts it afresh. Its value stays shown. */
  reset(topic: string): void {
    const entry = this.entries.get(topic);
    if (entry) this.entries.set(topic, { ...entry, awaiting: true });
  }

  drop(topic: string): void {
    this.entries.delete(topic);
    this.published.delete(topic);
    this.queues.delete(topic);
    this.dirty.delete(topic);
  }

  subscribe(topic: string, listener: Listener): () => void {
    return register(this.listeners, topic, listener);
  }

  /** Every frame of a topic, in order, once per animation frame. */
  onFrames(topic: string, listener: FrameListener): () => void {
    return register(this.frameListeners, topic, listener);
  }

  flush(): void {
    this.scheduled = false;
    const batch = new Map<string, TopicState>();
    for (const topic of this.dirty) {
      const entry = this.entries.get(topic);
      if (entry) batch.set(topic, entry.state);
    }
    this.dirty.clear();
    for (const topic of batch.keys()) this.notifyFrames(topic);
    this.schedule(() => this.publish(batch));
  }

  private notifyFrames(topic: string): void {
    const queue = this.queues.get(topic);
    this.queues.delete(topic);
    if (queue) for (const listener of this.frameListeners.get(topic) ?? []) listener(queue);
  }

  private publish(batch: ReadonlyMap<string, TopicState>): void {
    for (const [topic, state] of batch) {
      if (!this.entries.has(topic)) continue;
      this.published.set(topic, state);
      for (const listener of this.listeners.get(topic) ?? []) listener();
    }
  }

  private write(frame: Frame, known: Entry | undefined): void {
    const failed = frame.type === 'error';
    this.entries.set(frame.topic, {
      seq: frame.type === 'snapshot' ? frame.seq : (frame.seq ?? known?.seq ?? null),
      epoch: frame.type === 'snapshot' ? frame.epoch : (frame.epoch ?? known?.epoch ?? null),
      awaiting: failed && (known?.awaiting ?? true),
      state: {
        data: failed ? known?.state.data : frame.data,
        receivedAt: this.clock(),
        sentAt: frame.sentAt,
        error: failed ? errorText(frame.data) : null,
      },
    });
    this.enqueue(frame);
    this.dirty.add(frame.topic);
    if (this.scheduled) return;
    this.scheduled = true;
    this.schedule(() => this.flush());
  }

  private enqueue(frame: Frame): void {
    if (!this.frameListeners.has(frame.topic)) return;
    const queue = this.queues.get(frame.topic) ?? [];
    // A hidden tab paints nothing for hours: keep the newest, a snapshot heals what was let go.
    if (queue.length >= QUEUE_LIMIT) queue.shift();
    queue.push(frame);
    this.queues.set(frame.topic, queue);
  }
}

function judge(known: Entry | undefined, frame: Frame): Verdict {
  if (!known || known.awaiting) return 'ignored';
  if (known.epoch !== null && known.epoch !== frame.epoch) return 'gap';
  if (known.seq === null || frame.seq === null) return 'accepted';
  if (frame.seq <= known.seq) return 'ignored';
  return frame.seq === known.seq + 1 ? 'accepted' : 'gap';
}

function errorText(data: unknown): string {
  if (typeof data === 'object' && data !== null && 'detail' in data) return String(data.detail);
  return 'The server refused this topic.';
}

function register<T>(map: Map<string, Set<T>>, topic: string, listener: T): () => void {
  const set = map.get(topic) ?? new Set<T>();
  set.add(listener);
  map.set(topic, set);
  return () => {
    set.delete(listener);
    if (set.size === 0 && map.get(topic) === set) map.delete(topic);
  };
}

function scheduleFrame(flush: () => void): void {
  if (typeof document !== 'undefined' && document.hidden) setTimeout(flush, 500);
  else requestAnimationFrame(flush);
}
