import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Frame } from './frames';
import { TopicStore } from './topic-store';

const topic = 'prices:AAPL';
let queue: (() => void)[];
let store: TopicStore;

function frame(type: Frame['type'], seq: number | null, data: unknown, epoch = 'a'): Frame {
  return { topic, type, seq, epoch, sentAt: null, data };
}

/** Lets the animation frames go by that are scheduled now, and those that they schedule. */
function paint(frames = 2): void {
  for (let at = 0; at < frames; at++) {
    const due = queue;
    queue = [];
    for (const run of due) run();
  }
}

beforeEach(() => {
  queue = [];
  store = new TopicStore(
    (flush) => queue.push(flush),
    () => 1,
  );
});

describe('the topic store', () => {
  it('notifies listeners once per animation frame, however many messages came', () => {
    const listener = vi.fn();
    store.subscribe(topic, listener);
    store.apply(frame('snapshot', 1, 'one'));
    store.apply(frame('update', 2, 'two'));
    store.apply(frame('update', 3, 'three'));
    expect(listener).not.toHaveBeenCalled();
    paint();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.get(topic)?.data).toBe('three');
  });

  it('gives charts every message in order, one frame before components see the state', () => {
    const frames = vi.fn();
    store.onFrames(topic, frames);
    store.apply(frame('snapshot', 1, 'one'));
    store.apply(frame('update', 2, 'two'));
    paint(1);
    expect(frames).toHaveBeenCalledTimes(1);
    expect(frames.mock.calls[0]?.[0].map((each: Frame) => each.data)).toEqual(['one', 'two']);
    expect(store.get(topic)).toBeUndefined();
    paint(1);
    expect(store.get(topic)?.data).toBe('two');
  });

  it('refuses an update that does not follow the last one', () => {
    store.apply(frame('snapshot', 1, 'one'));
    expect(store.apply(frame('update', 3, 'three'))).toBe('gap');
    paint();
    expect(store.get(topic)?.data).toBe('one');
  });

  it('takes a new epoch for a gap', () => {
    store.apply(frame('snapshot', 1, 'one'));
    expect(store.apply(frame('update', 2, 'two', 'b'))).toBe('gap');
  });

  it('ignores what it has seen, and updates before the awaited snapshot', () => {
    expect(store.apply(frame('update', 1, 'early'))).toBe('ignored');
    store.apply(frame('snapshot', 5, 'five'));
    expect(store.apply(frame('update', 5, 'again'))).toBe('ignored');
    store.reset(topic);
    expect(store.apply(frame('update', 9, 'late'))).toBe('ignored');
    expect(store.apply(frame('snapshot', 9, 'nine', 'b'))).toBe('accepted');
    expect(store.apply(frame('update', 10, 'ten', 'b'))).toBe('accepted');
  });

  it('goes on from a snapshot that has no number yet', () => {
    store.apply({ ...frame('snapshot', null, 'empty'), epoch: null });
    expect(store.apply(frame('update', 1, 'first'))).toBe('accepted');
    expect(store.apply(frame('update', 3, 'third'))).toBe('gap');
  });

  it('keeps the last value beside an error', () => {
    store.apply(frame('snapshot', 1, 'one'));
    store.apply(frame('error', null, { detail: 'No such symbol.' }));
    paint();
    expect(store.get(topic)).toMatchObject({ data: 'one', error: 'No such symbol.' });
  });

  it('forgets a dropped topic', () => {
    store.apply(frame('snapshot', 1, 'one'));
    paint();
    store.drop(topic);
    expect(store.get(topic)).toBeUndefined();
  });
});
