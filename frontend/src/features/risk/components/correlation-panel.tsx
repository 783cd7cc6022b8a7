import { useElementSize } from '@mantine/hooks';
import { useCallback, useMemo } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { Async, Loading } from '@/components/ui/faces';
import { LeftOut } from '@/components/ui/left-out';
import { Panel } from '@/components/ui/panel';
import type { SymbolList } from '@/lib/api/watchlists';
import { formatInteger } from '@/lib/format/number';
import type { WhyRef } from '@/lib/why';
import { useCorrelation } from '../api/get-correlation';
import type { Correlation } from '../api/types';
import { extremesOf, heatmapOption } from '../lib/heatmap';
import { Lacking } from './lacking';
import styles from './risk.module.css';

const HEIGHT = 490;

/** How the watchlist moves together. */
export function CorrelationPanel({ list, period }: { list: SymbolList; period: string }) {
  const { symbols } = list;
  const correlation = useCorrelation({ symbols, period });
  const [y, x] = symbols;
  const why: WhyRef = {
    measure: 'risk.correlation',
    params: { symbols: symbols.join(','), period, y, x },
  };
  return (
    <Panel
      why={why}
      title="Correlation of the watchlist"
      subtitle={
        correlation.data &&
        `${correlation.data.symbols.length} assets, ${formatInteger(correlation.data.observations)} shared daily returns`
      }
    >
      {symbols.length < 2 ? (
        <Lacking list={list}>
          Correlation needs two symbols with daily history in the watchlist.
        </Lacking>
      ) : (
        <Async query={correlation} loading={<Loading height={HEIGHT} />}>
          {(data) => (
            <>
              <Heatmap correlation={data} />
              <LeftOut skipped={data.skipped} />
            </>
          )}
        </Async>
      )}
    </Panel>
  );
}

function Heatmap({ correlation }: { correlation: Correlation }) {
  const { ref, width } = useElementSize();
  const option = useCallback(
    (theme: ChartTheme) => heatmapOption(correlation, theme, width),
    [correlation, width],
  );
  const numbers = useMemo(
    () => ({
      columns: ['Symbol', ...correlation.symbols],
      rows: correlation.matrix.map((row, at) => [correlation.symbols[at] ?? null, ...row]),
    }),
    [correlation],
  );
  return (
    <div ref={ref}>
      <EChart
        label="Correlation heatmap"
        option={option}
        height={HEIGHT}
        numbers={numbers}
        exportName="correlation"
      />
      <p className={styles.words}>{extremesOf(correlation)}</p>
    </div>
  );
}
