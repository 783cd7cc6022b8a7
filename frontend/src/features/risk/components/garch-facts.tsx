import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Stat, Stats } from '@/components/ui/values';
import { formatNumber, formatPercent, formatProbability } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { type WhyParams, whyArea } from '@/lib/why';
import type { Garch } from '../api/types';
import { parameterName } from '../lib/garch';
import styles from './risk.module.css';

type Parameter = Garch['parameters'][number];

const figure = (params: WhyParams, name: string) => (row: Parameter) => ({
  measure: `risk.garch.${name}`,
  params: { ...params, row: row.name },
});

const columnsOf = (params: WhyParams): Column<Parameter>[] => [
  {
    id: 'name',
    header: 'Parameter',
    value: (row) => row.name,
    cell: (row) => parameterName(row.name),
  },
  {
    id: 'value',
    header: 'Estimate',
    value: (row) => row.value,
    cell: (row) => significant(row.value),
    numeric: true,
    why: figure(params, 'parameter'),
  },
  {
    id: 'error',
    header: 'Robust s.e.',
    value: (row) => row.standard_error,
    cell: (row) => significant(row.standard_error),
    numeric: true,
    why: figure(params, 'error'),
  },
  {
    id: 'p',
    header: 'p, robust',
    value: (row) => row.p_value,
    cell: (row) => formatProbability(row.p_value),
    numeric: true,
    why: figure(params, 'p'),
  },
  {
    id: 'classic-error',
    header: 'Classic s.e.',
    value: (row) => row.classic_standard_error,
    cell: (row) => significant(row.classic_standard_error),
    numeric: true,
    why: figure(params, 'classic_error'),
  },
  {
    id: 'classic-p',
    header: 'p, classic',
    value: (row) => row.classic_p_value,
    cell: (row) => formatProbability(row.classic_p_value),
    numeric: true,
    why: figure(params, 'classic_p'),
  },
];

/** Four significant digits: the constant of a GARCH model is a millionth. */
function significant(value: number | null): string {
  if (value === null) return formatNumber(value);
  const size = Math.abs(value);
  if (size === 0 || size >= 1e-3) return formatNumber(value, 4);
  return value.toExponential(2).replace('-', '−').replace('e−', 'e−');
}

/** The fitted model: the next five days, what was estimated and how well. */
export function GarchFacts({ garch, params }: { garch: Garch; params: WhyParams }) {
  const columns = useMemo(() => columnsOf(params), [params]);
  return (
    <>
      <Stats width={82}>
        {garch.forecast.map((step) => (
          <Stat
            key={step.step}
            label={formatDate(step.target_time).slice(0, 6)}
            value={formatPercent(step.volatility_annualised, 1)}
            note={`${formatPercent(step.volatility)} a day`}
            why={{ measure: 'risk.garch.forecast', params: { ...params, step: step.step } }}
          />
        ))}
      </Stats>
      <details
        className={styles.details}
        {...whyArea({ measure: 'risk.garch.log_likelihood', params })}
      >
        <summary>
          Parameters, standard errors and fit (persistence {formatNumber(garch.persistence, 3)})
        </summary>
        <DataTable
          label="Parameters"
          columns={columns}
          rows={garch.parameters}
          rowKey={(row) => row.name}
          csvName={`${garch.symbol}-${garch.model}`}
        />
        <p className={styles.words}>
          Log-likelihood {formatNumber(garch.log_likelihood, 1)}, AIC {formatNumber(garch.aic, 1)},
          BIC {formatNumber(garch.bic, 1)}, {formatNumber(garch.observations, 0)} returns to{' '}
          {formatDate(garch.as_of)}. Robust errors hold whatever the distribution of the shocks;
          classic ones when it is the fitted one.
        </p>
      </details>
    </>
  );
}
