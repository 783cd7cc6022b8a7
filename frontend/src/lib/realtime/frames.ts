/** Frames of /ws/v1/stream as the server sends them. */
import * as z from 'zod/mini';

const frameSchema = z.object({
  topic: z.string(),
  type: z.enum(['snapshot', 'update', 'error', 'pong']),
  seq: z.nullish(z.number()),
  epoch: z.nullish(z.union([z.string(), z.number()])),
  sent_at: z.nullish(z.string()),
  data: z.unknown(),
});

export type Frame = {
  topic: string;
  type: 'snapshot' | 'update' | 'error' | 'pong';
  seq: number | null;
  epoch: string | null;
  sentAt: string | null;
  data: unknown;
};

/** One frame out of a socket message, or null when the text is not a frame. */
export function parseFrame(text: unknown): Frame | null {
  if (typeof text !== 'string') return null;
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  const result = frameSchema.safeParse(raw);
  if (!result.success) return null;
  const { topic, type, seq, epoch, sent_at, data } = result.data;
  return {
    topic,
    type,
    seq: seq ?? null,
    epoch: epoch === null || epoch === undefined ? null : String(epoch),
    sentAt: sent_at ?? null,
    data,
  };
}
