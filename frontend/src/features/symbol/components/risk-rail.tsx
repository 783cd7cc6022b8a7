import { Link } from '@tanstack/react-router';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { paths } from '@/config/paths';
import type { Instrument } from '@/lib/api/market-types';
import { formatNumber, formatPercent, formatSigned } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { type RiskFacts, useRisk } from '../api/get-risk';

const PERIOD = '1y';

function why(risk: RiskFacts, name: string, formula: string, meaning: string) {
  return {
    name,
    formula,
    meaning,
    inputs: 'Daily log returns of settled real closes',
    source: 'Stored daily history',
    asOf: risk.as_of,
    observations: risk.observations,
  };
}

function RiskFactsList({ risk }: { risk: RiskFacts }) {
  return (
    <Facts>
      <Fact
        label="Volatility, annual"
        value={formatPercent(risk.volatility_annualised, 1)}
        why={why(risk, 'Volatility', 'sd(r) · √252', 'How widely daily returns spread, per year.')}
      />
      <Fact
        label="Expected next day"
        value={formatPercent(risk.predicted_volatility)}
        why={why(
          risk,
          'Predicted volatility',
          risk.volatility_model ?? 'model',
          'One-day-ahead standard deviation by the named model.',
        )}
      />
      <Fact
        label="VaR 95%, 1 day"
        value={formatPercent(risk.value_at_risk_95)}
        why={why(
          risk,
          'Value at risk 95%',
          `Loss at rank ⌈n·0.05⌉ (${risk.method})`,
          'On 19 of 20 days the loss should be smaller. A loss is a positive number.',
        )}
      />
      <Fact
        label="Shortfall 95%"
        value={formatPercent(risk.expected_shortfall_95)}
        why={why(
          risk,
          'Expected shortfall 95%',
          'mean(loss | loss ≥ VaR)',
          'The average loss on the worst one day in twenty.',
        )}
      />
      <Fact
        label="Max drawdown"
        value={formatPercent(risk.max_drawdown, 1)}
        why={why(
          risk,
          'Maximum drawdown',
          'max(1 − P / running max P)',
          `Deepest fall from a peak; trough ${formatDate(risk.drawdown_trough)}.`,
        )}
      />
      <Fact
        label="Sharpe"
        value={formatNumber(risk.sharpe)}
        why={why(risk, 'Sharpe ratio', 'mean(r − rf) / sd(r) · √252', 'Return per unit of risk.')}
      />
      <Fact
        label="Sortino"
        value={formatNumber(risk.sortino)}
        why={why(
          risk,
          'Sortino ratio',
          'mean(r − rf) / downside sd(r) · √252',
          'Return per unit of downward risk.',
        )}
      />
      {risk.beta !== null && (
        <Fact
          label="Beta"
          value={formatNumber(risk.beta)}
          why={why(risk, 'Beta', 'cov(r, m) / var(m)', 'Moves for each move of the benchmark.')}
        />
      )}
      <Fact
        label="Skewness"
        value={formatSigned(risk.skewness)}
        why={why(risk, 'Skewness', 'm₃ / m₂^1.5', 'Below zero: large falls outweigh large rises.')}
      />
    </Facts>
  );
}

/** Risk facts of one year beside the chart. */
export function RiskRail({ instrument }: { instrument: Instrument }) {
  const daily = instrument.last_bar !== null;
  const query = useRisk(instrument.symbol, PERIOD, daily);
  const asOf =
    query.data && `1 year to ${formatDate(query.data.as_of)}, ${query.data.observations} days`;
  return (
    <Panel
      title="Risk"
      subtitle={asOf}
      actions={
        <Link to={paths.risk} search={{ symbol: instrument.symbol }}>
          Details
        </Link>
      }
    >
      {daily ? (
        <Async query={query} loading={<Loading lines={8} />} errorTitle="Risk is not available">
          {(risk) => <RiskFactsList risk={risk} />}
        </Async>
      ) : (
        <Empty>
          Risk needs real daily history; this symbol has simulated intraday prices only.
        </Empty>
      )}
    </Panel>
  );
}
