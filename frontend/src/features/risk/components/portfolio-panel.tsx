import { Button, Group } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Choice } from '@/components/ui/choice';
import { Async, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import type { SymbolList } from '@/lib/api/watchlists';
import type { WhyParams } from '@/lib/why';
import { usePortfolioRisk, whyParams } from '../api/post-portfolio-risk';
import type { PortfolioRisk } from '../api/types';
import { currenciesOf } from '../lib/currencies';
import { horizonText, levelText } from '../lib/measures';
import type { Mix } from '../lib/mix';
import { horizons, type RiskView } from '../lib/view';
import { formatWeights } from '../lib/weights';
import { Lacking } from './lacking';
import { LossBars } from './loss-bars';
import { MeasureGrid } from './measure-grid';

const WeightsEditor = lazy(() =>
  import('./weights-editor').then(({ WeightsEditor: part }) => ({ default: part })),
);

const horizonOptions = horizons.map((days) => ({ value: String(days), label: `${days}D` }));

/** What a mix of the watchlist risks, and each asset's part of it. */
export function PortfolioPanel({
  mix,
  list,
  horizon,
  onChange,
}: {
  mix: Mix;
  list: SymbolList;
  horizon: number;
  onChange: (patch: Partial<RiskView>) => void;
}) {
  const risk = usePortfolioRisk(mix.body);
  const currencies = currenciesOf(risk.error);
  return (
    <Panel
      title="Portfolio"
      why={
        mix.entries.length > 0
          ? { measure: 'risk.observations', params: whyParams(mix.body) }
          : undefined
      }
      subtitle={
        mix.custom
          ? 'Your weights, scaled to 100%, rebalanced daily'
          : 'Equal weights of the watchlist, rebalanced daily'
      }
      actions={
        <Choice
          label="Horizon"
          value={String(horizon)}
          options={horizonOptions}
          onChange={(value) => onChange({ horizon: Number(value) })}
        />
      }
    >
      {mix.entries.length === 0 ? (
        <Lacking list={list}>
          Put symbols with daily history into the watchlist to see their joint risk.
        </Lacking>
      ) : (
        <Async query={risk} loading={<Loading height={400} />}>
          {(data) => <Figures risk={data} params={whyParams(mix.body)} />}
        </Async>
      )}
      {currencies.length > 0 && (
        <Group gap="xs" my="xs">
          {currencies.map((code) => (
            <Button
              key={code}
              variant="default"
              size="xs"
              onClick={() => onChange({ currency: code })}
            >
              Convert into {code}
            </Button>
          ))}
        </Group>
      )}
      {currencies.length === 0 && mix.body.currency && (
        <p className="dim">
          All prices converted into {mix.body.currency}.{' '}
          <Button variant="subtle" size="compact-xs" onClick={() => onChange({ currency: '' })}>
            Choose another currency
          </Button>
        </p>
      )}
      <Suspense fallback={<Loading lines={1} />}>
        <WeightsEditor
          entries={mix.entries}
          custom={mix.custom}
          onChange={(next) => onChange({ weights: formatWeights(next) })}
          onReset={() => onChange({ weights: '' })}
        />
      </Suspense>
    </Panel>
  );
}

function Figures({ risk, params }: { risk: PortfolioRisk; params: WhyParams }) {
  // A part without a figure has no bar: nothing of the portfolio ever moved.
  const parts = risk.components.flatMap(({ symbol, value_at_risk: loss, weight, share }) =>
    loss === null || share === null
      ? []
      : [
          {
            name: symbol,
            loss,
            weight,
            share,
            why: { measure: 'risk.component', params: { ...params, row: symbol } },
            weightWhy: { measure: 'risk.weight', params: { ...params, row: symbol } },
          },
        ],
  );
  return (
    <>
      <MeasureGrid report={risk} params={params} short />
      <LossBars
        title={`Parts of the ${levelText(risk.confidence)} value at risk over ${horizonText(risk.horizon)}`}
        bars={parts}
        digits={2}
        csvName="component-value-at-risk"
        total={risk.value_at_risk}
        totalWhy={{ measure: 'risk.value_at_risk', params }}
      />
    </>
  );
}
