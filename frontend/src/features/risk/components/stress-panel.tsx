import { Async, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import type { SymbolList } from '@/lib/api/watchlists';
import type { WhyParams } from '@/lib/why';
import { usePortfolioRisk, whyParams } from '../api/post-portfolio-risk';
import type { PortfolioRisk } from '../api/types';
import type { Mix } from '../lib/mix';
import { stressLine } from '../lib/stress';
import { Lacking } from './lacking';
import { LossBars } from './loss-bars';
import styles from './risk.module.css';

/** What bad times of the past, and moves of the market, would cost the mix today. */
export function StressPanel({ mix, list }: { mix: Mix; list: SymbolList }) {
  const risk = usePortfolioRisk(mix.body);
  return (
    <Panel
      title="Stress of this portfolio"
      subtitle="Losses of the weights above in well-known crises, in moves of the market, and in their own worst periods"
    >
      {mix.entries.length === 0 ? (
        <Lacking list={list}>Choose weights above to see what crises would have cost.</Lacking>
      ) : (
        <Async query={risk} loading={<Loading height={300} />}>
          {(data) => <Scenarios stress={data.stress} params={whyParams(mix.body)} />}
        </Async>
      )}
    </Panel>
  );
}

function Scenarios({ stress, params }: { stress: PortfolioRisk['stress']; params: WhyParams }) {
  const lines = (kind: string, all: PortfolioRisk['stress']['episodes']) =>
    all.map((one) => ({
      ...stressLine(one),
      why: {
        measure: `risk.stress.${kind}`,
        params: { ...params, row: one.name, day: one.start },
      },
    }));
  return (
    <div className={styles.stress}>
      <LossBars
        title="Past crises"
        bars={lines('episode', stress.episodes)}
        csvName="stress-crises"
        empty="The history of these assets covers none of the known crises."
      />
      <LossBars
        title="Worst periods of this portfolio"
        bars={lines('worst', stress.worst)}
        csvName="stress-worst-stretches"
      />
      <LossBars
        title="Moves of the market"
        bars={lines('shock', stress.shocks)}
        csvName="stress-market-moves"
        empty="Beta to the market is not known."
      />
    </div>
  );
}
