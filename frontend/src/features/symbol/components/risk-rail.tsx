import { Link } from '@tanstack/react-router';
import { Async, Empty, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { paths } from '@/config/paths';
import type { Instrument } from '@/lib/api/market-types';
import { formatNumber, formatPercent, formatSigned } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { type RiskFacts, useRisk } from '../api/get-risk';
import { noRiskWords } from '../lib/missing';

const PERIOD = '1y';

const why = (risk: RiskFacts, measure: string) => ({
  measure: `risk.${measure}`,
  params: { symbol: risk.symbol, period: PERIOD, confidence: 0.95, method: risk.method },
});

function RiskFactsList({ risk }: { risk: RiskFacts }) {
  const fact = (measure: string, label: string, value: string) => (
    <Fact label={label} value={value} why={why(risk, measure)} />
  );
  return (
    <Facts>
      {fact(
        'volatility_annualised',
        'Volatility, annual',
        formatPercent(risk.volatility_annualised, 1),
      )}
      {fact('predicted_volatility', 'Expected next day', formatPercent(risk.predicted_volatility))}
      {fact('value_at_risk', 'VaR 95%, 1 day', formatPercent(risk.value_at_risk_95))}
      {fact('expected_shortfall', 'Shortfall 95%', formatPercent(risk.expected_shortfall_95))}
      {fact('max_drawdown', 'Max drawdown', formatPercent(risk.max_drawdown, 1))}
      {fact('sharpe', 'Sharpe', formatNumber(risk.sharpe))}
      {fact('sortino', 'Sortino', formatNumber(risk.sortino))}
      {risk.beta !== null && fact('beta', 'Beta', formatNumber(risk.beta))}
      {fact('skewness', 'Skewness', formatSigned(risk.skewness))}
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
      why={query.data && why(query.data, 'observations')}
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
        <Empty>{noRiskWords(instrument)}</Empty>
      )}
    </Panel>
  );
}
