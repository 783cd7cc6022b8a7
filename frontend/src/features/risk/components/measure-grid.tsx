import { Stat, Stats } from '@/components/ui/values';
import type { Measures } from '../api/types';
import { measuresOf } from '../lib/measures';

/** Figures with the way each was computed. */
export function MeasureGrid({
  report,
  subject,
  horizon = 1,
  only,
}: {
  report: Measures;
  subject: string;
  horizon?: number;
  only?: readonly string[];
}) {
  const measures = measuresOf(report, horizon).filter(({ key }) => !only || only.includes(key));
  return (
    <Stats width={148}>
      {measures.map(({ key, label, text, note, about, formula }) => (
        <Stat
          key={key}
          label={label}
          value={text}
          note={note}
          why={{
            name: label,
            meaning: about,
            formula,
            inputs: `Simple daily returns of ${subject}`,
            source: report.source,
            asOf: report.as_of,
            observations: report.observations,
          }}
        />
      ))}
    </Stats>
  );
}
