import { formatInteger } from '@/lib/format/number';
import { whyFigure } from '@/lib/why';
import { barTime, type Change, changeValue } from '../lib/words';
import styles from './data-health.module.css';

/** What a repair would change, figure by figure; the first ones of many. */
export function Changes({
  finding,
  changes,
  interval,
  total,
}: {
  finding: number;
  changes: readonly Change[];
  interval: string;
  total: number;
}) {
  if (changes.length === 0) return null;
  const why = (measure: string, { timestamp, field }: Change) => ({
    measure: `health.${measure}`,
    params: { id: finding, day: timestamp, row: field },
  });
  const shown = new Set(changes.map(({ timestamp }) => timestamp)).size;
  return (
    <>
      <table className={styles.changes} aria-label="What would change">
        <thead>
          <tr>
            <th scope="col">Bar</th>
            <th scope="col">Figure</th>
            <th scope="col">Now</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={`${change.timestamp}:${change.field}`}>
              <td>{barTime(change.timestamp, interval)}</td>
              <td>{change.field === 'settled' ? 'state' : change.field}</td>
              <td {...whyFigure(why('before', change))}>{changeValue(change, change.before)}</td>
              <td {...whyFigure(why('after', change))}>{changeValue(change, change.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown < total && (
        <p
          className="dim"
          {...whyFigure({ measure: 'health.repair_bars', params: { id: finding } })}
        >
          {formatInteger(total)} bars change alike; the first of them are listed.
        </p>
      )}
    </>
  );
}
