import { Stat, Stats } from '@/components/ui/values';
import type { WhyParams } from '@/lib/why';
import type { Measures } from '../api/types';
import { measuresOf } from '../lib/measures';

/** Figures with the way each was computed. */
export function MeasureGrid({
  report,
  params,
  horizon = 1,
  only,
}: {
  report: Measures;
  /** What the figures were asked with. */
  params: WhyParams;
  horizon?: number;
  only?: readonly string[];
}) {
  const measures = measuresOf(report, horizon).filter(({ key }) => !only || only.includes(key));
  return (
    <Stats width={148}>
      {measures.map(({ key, label, text, note }) => (
        <Stat
          key={key}
          label={label}
          value={text}
          note={note}
          why={{ measure: `risk.${key}`, params }}
        />
      ))}
    </Stats>
  );
}
