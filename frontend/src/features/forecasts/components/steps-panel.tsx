import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { Delta } from '@/components/ui/values';
import { formatPrice } from '@/lib/format/number';
import { formatDate, formatTime } from '@/lib/format/time';
import type { ForecastStep, Prediction } from '../api/types';

type Bound = 'lower_80' | 'upper_80' | 'lower_90' | 'upper_90' | 'lower_95' | 'upper_95';

const bound = (id: Bound, header: string): Column<ForecastStep> => ({
  id,
  header,
  value: (step) => step[id],
  cell: (step) => formatPrice(step[id]),
  numeric: true,
});

const isDaily = (steps: readonly ForecastStep[]): boolean =>
  new Set(steps.map((step) => step.target_time.slice(0, 10))).size === steps.length;

function columnsOf({ steps, last_price }: Prediction): Column<ForecastStep>[] {
  const when = isDaily(steps) ? formatDate : formatTime;
  return [
    {
      id: 'target',
      header: 'For',
      value: (step) => step.target_time,
      cell: (step) => (
        <span className="num">
          {step.step}. {when(step.target_time)}
        </span>
      ),
    },
    {
      id: 'median',
      header: 'Median',
      value: (step) => step.predicted_price,
      cell: (step) => formatPrice(step.predicted_price),
      numeric: true,
    },
    {
      id: 'change',
      header: 'Change',
      value: (step) => step.predicted_price / last_price - 1,
      cell: (step) => <Delta value={step.predicted_price / last_price - 1} />,
      numeric: true,
    },
    bound('lower_80', '80% from'),
    bound('upper_80', 'to'),
    bound('lower_90', '90% from'),
    bound('upper_90', 'to'),
    bound('lower_95', '95% from'),
    bound('upper_95', 'to'),
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
