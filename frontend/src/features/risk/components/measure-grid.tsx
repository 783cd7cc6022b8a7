import { Stat, Stats } from '@/components/ui/values';
import type { WhyParams } from '@/lib/why';
import type { Measures } from '../api/types';
import { measuresOf } from '../lib/measures';

/** Figures with the way each was computed. */
export function MeasureGrid({
  report,
  params,
  short = false,
}: {
  report: Measures & { horizon?: number };
  /** What the figures were asked with. */
  params: WhyParams;
  /** Whether only the headlines are shown. */
  short?: boolean;
}) {
  return (
    <Stats width={148}>
      {measuresOf(report, short).map(({ id, label, text, note }) => (
        <Stat key={id} label={label} value={text} note={note} why={{ measure: id, params }} />
      ))}
    </Stats>
  );
}
