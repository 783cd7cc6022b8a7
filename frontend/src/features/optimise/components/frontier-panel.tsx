import { useCallback, useMemo } from 'react';
import { EChart } from '@/charts/e-chart';
import type { ChartTheme } from '@/charts/theme';
import { Panel } from '@/components/ui/panel';
import { formatInteger } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import type { OptimiseResult } from '../api/types';
import { frontierOption } from '../lib/frontier';
import { runWhy } from '../lib/why';

/** Every efficient mix as a line, the assets and the chosen mix as points. */
export function FrontierPanel({ result }: { result: OptimiseResult }) {
  const option = useCallback((theme: ChartTheme) => frontierOption(result, theme), [result]);
  const numbers = useMemo(() => numbersOf(result), [result]);
  return (
    <Panel
      title="Efficient frontier"
      why={runWhy(result, 'observations')}
      subtitle={`${formatInteger(result.observations)} shared daily returns to ${formatDate(result.as_of)}; ${lineWords(result)}`}
    >
      <EChart
        label="Efficient frontier"
        option={option}
        height={360}
        numbers={numbers}
        why={runWhy(result, 'frontier')}
        exportName="efficient-frontier"
      />
    </Panel>
  );
}

const lineWords = ({ frontier_method: method }: OptimiseResult): string =>
  method === 'critical_line'
    ? 'the line is exact, under your limits'
    : 'the line has one optimum at each point, under your limits';

function numbersOf(result: OptimiseResult) {
  const row = (kind: string, name: string, volatility: number, expected: number) =>
    [kind, name, volatility, expected] as const;
  return {
    columns: ['Kind', 'Name', 'Volatility', 'Expected return'],
    rows: [
      row('chosen', 'Chosen portfolio', result.volatility, result.expected_return),
      ...result.assets.map((asset) => row('asset', asset.symbol, asset.volatility, asset.return)),
      ...result.frontier.map((point, at) =>
        row('frontier', `Point ${at + 1}`, point.volatility, point.return),
      ),
    ],
  };
}
