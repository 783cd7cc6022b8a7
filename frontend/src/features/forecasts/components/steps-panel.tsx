import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Panel } from '@/components/ui/panel';
import { Delta } from '@/components/ui/values';
import { formatPrice } from '@/lib/format/number';
import { formatDate, formatTime } from '@/lib/format/time';
import type { ForecastStep, Prediction } from '../api/types';
import { forecastWhy } from '../lib/why';

type Bound = 'lower_80' | 'upper_80' | 'lower_90' | 'upper_90' | 'lower_95' | 'upper_95';

type Explain = ReturnType<typeof forecastWhy>;

const bound = (why: Explain, id: Bound, header: string): Column<ForecastStep> => ({
  id,
  header,
  value: (step) => step[id],
  cell: (step) => formatPrice(step[id]),
  numeric: true,
  why: ({ step }) => why('bound', { step, row: id }),
});

const isDaily = (steps: readonly ForecastStep[]): boolean =>
  new Set(steps.map((step) => step.target_time.slice(0, 10))).size === steps.length;

function columnsOf(prediction: Prediction): Column<ForecastStep>[] {
  const { steps, last_price } = prediction;
  const why = forecastWhy(prediction);
  const when = isDaily(steps) ? formatDate : formatTime;
  return [
    {
      id: 'target',
      header: 'For',
      value: (step) => step.target_time,
      cell: (step) => <span className="num">{`${step.step}. ${when(step.target_time)}`}</span>,
    },
    {
      id: 'median',
      header: 'Median',
      value: (step) => step.predicted_price,
      cell: (step) => formatPrice(step.predicted_price),
      numeric: true,
      why: ({ step }) => why('step_price', { step }),
    },
    {
      id: 'change',
      header: 'Change',
      value: (step) => step.predicted_price / last_price - 1,
      cell: (step) => <Delta value={step.predicted_price / last_price - 1} />,
      numeric: true,
      why: ({ step }) => why('step_change', { step }),
    },
    bound(why, 'lower_80', '80% from'),
    bound(why, 'upper_80', 'to'),
    bound(why, 'lower_90', '90% from'),
    bound(why, 'upper_90', 'to'),
    bound(why, 'lower_95', '95% from'),
    bound(why, 'upper_95', 'to'),
  ];
}

/** Every step with its intervals. */
export function StepsPanel({ prediction }: { prediction: Prediction }) {
  const columns = useMemo(() => columnsOf(prediction), [prediction]);
  return (
    <Panel
      title="Steps and intervals"
      subtitle="Prices; each range should hold its share of outcomes."
      flush
    >
      <DataTable
        label="Forecast steps"
        columns={columns}
        rows={prediction.steps}
        rowKey={(step) => String(step.step)}
        csvName={`${prediction.symbol}-forecast-steps`}
      />
    </Panel>
  );
}
