import { useCallback, useMemo } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import type { FindingLook } from '../api/finding';
import { barsOption } from '../lib/chart';
import { barTime, checkLabels } from '../lib/words';
import styles from './data-health.module.css';

const HEIGHT = 190;
const HEADER = ['Bar', 'Open', 'High', 'Low', 'Close', 'Volume', 'Meant'];

/** The raw bars around a finding, the odd ones marked. */
export function BarsChart({ look }: { look: FindingLook }) {
  const option = useCallback((theme: ChartTheme) => barsOption(look, theme), [look]);
  const numbers = useMemo(
    () => ({
      columns: HEADER,
      rows: look.bars.map(
        (bar) =>
          [
            barTime(bar.timestamp, look.interval),
            bar.open,
            bar.high,
            bar.low,
            bar.close,
            bar.volume,
            bar.meant ? 'yes' : '',
          ] as const,
      ),
    }),
    [look],
  );
  const anyMeant = look.bars.some(({ meant }) => meant);
  return (
    <>
      <EChart
        label={`${look.symbol} around the finding “${checkLabels[look.check]}”`}
        option={option}
        height={HEIGHT}
        numbers={numbers}
        exportName={`${look.symbol}-finding-${look.id}`}
      />
      <p className={styles.legend}>
        Raw prices as stored. <span aria-hidden className={styles.dot} />{' '}
        {anyMeant ? 'marks what is meant.' : 'marks the bars beside what is missing.'}
      </p>
    </>
  );
}
