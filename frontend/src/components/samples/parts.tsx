import { useEffect, useRef } from 'react';
import { Tag } from '@/components/ui/badges';
import { type SampleKind, useSamples } from '@/lib/demo/samples';

const RUNS: ReadonlySet<SampleKind> = new Set(['optimization', 'feature_run', 'scan']);

/** Marks what came with the demo; nothing where it is the person's own. */
export function SampleTag({ kind, id }: { kind: SampleKind; id: string | number }) {
  const { data } = useSamples();
  if (!data?.items.some((item) => item.kind === kind && item.id === String(id))) return null;
  return (
    <Tag tone="info" hint="It came with the demo. All samples can be removed at once in Settings.">
      Sample
    </Tag>
  );
}

/** Marks a job whose run came with the demo: they share their id. */
export function RunTag({ job }: { job: string }) {
  const { data } = useSamples();
  const found = data?.items.find(({ kind, id }) => RUNS.has(kind) && id === job);
  return found ? <SampleTag kind={found.kind} id={job} /> : null;
}

/**
 * Opens a sample run on a screen whose address names nothing yet; once, so that it can be left.
 *
 * `among` are the runs that can be shown, newest first; without it any run of the kind can.
 */
export function OpenSample({
  kind,
  among,
  bare,
  open,
}: {
  kind: SampleKind;
  among?: readonly string[] | undefined;
  bare: boolean;
  open: (id: string) => void;
}) {
  const { data } = useSamples();
  const ids = data?.items.filter((item) => item.kind === kind).map(({ id }) => id) ?? [];
  const first = among ? among.find((id) => ids.includes(id)) : ids[0];
  const done = useRef(false);
  const act = useRef(open);
  act.current = open;
  useEffect(() => {
    if (done.current) return;
    if (!bare) done.current = true;
    else if (first) {
      done.current = true;
      act.current(first);
    }
  }, [first, bare]);
  return null;
}
