import { useQueryClient } from '@tanstack/react-query';
import { queryKeys } from '@/config/query-keys';
import type { Frame } from '@/lib/realtime/frames';
import { useFrames } from '@/lib/realtime/hooks';
import { toast } from '@/lib/toasts';
import type { Schema } from '@/types/schema';

type Fired = Schema<'AlertFired'>;

/** The alert in a frame; null for snapshots and for acknowledgements. */
export function firedBy({ type, data }: Frame): Fired | null {
  if (type !== 'update' || typeof data !== 'object' || data === null) return null;
  const fired = data as Partial<Fired>;
  return fired.message && fired.symbol && fired.acknowledged_at === null ? (fired as Fired) : null;
}

/** Shows each alert as it fires, on whatever screen a person is. */
export function AlertWatch(): null {
  const client = useQueryClient();
  useFrames('alerts', (frames) => {
    for (const fired of frames.flatMap((frame) => firedBy(frame) ?? [])) {
      const subject = fired.symbol_x ? `${fired.symbol} ~ ${fired.symbol_x}` : fired.symbol;
      toast({ title: `Alert: ${subject}`, message: fired.message, tone: 'bad' });
    }
    if (frames.every(({ type }) => type === 'snapshot')) return;
    void client.invalidateQueries({ queryKey: queryKeys.alertEvents });
    void client.invalidateQueries({ queryKey: queryKeys.alertRules });
  });
  return null;
}
