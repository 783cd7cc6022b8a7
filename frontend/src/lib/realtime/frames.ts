import { streamFrameTypes } from '@/types/limits';
import type { Schema } from '@/types/schema';

/** Frames of /ws/v1/stream as the server sends them. */
export type Frame = {
  topic: string;
  type: Schema<'StreamFrameType'>;
  seq: number | null;
  epoch: string | null;
  sentAt: string | null;
  data: unknown;
};

const types: ReadonlySet<unknown> = new Set(streamFrameTypes);

const isRecord = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null;

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, so not a frame; the caller drops it.
    return null;
  }
}

/** One frame out of a socket message, or null when the text is not a frame. */
export function parseFrame(text: unknown): Frame | null {
  const raw = typeof text === 'string' ? read(text) : null;
  if (!isRecord(raw) || typeof raw.topic !== 'string' || !types.has(raw.type)) return null;
  const { topic, type, seq, epoch, sent_at: sentAt, data } = raw;
  return {
    topic,
    type: type as Frame['type'],
    seq: typeof seq === 'number' ? seq : null,
    epoch: typeof epoch === 'string' || typeof epoch === 'number' ? String(epoch) : null,
    sentAt: typeof sentAt === 'string' ? sentAt : null,
    data,
  };
}
