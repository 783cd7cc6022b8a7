import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { serve } from '@/testing/server';
import { usePrediction } from './get-prediction';

const forecast = { symbol: 'KO', steps: [{ step: 5 }] };
const training = { id: 'j1', kind: 'forecasts.train', state: 'queued', result: null, error: null };
const trained = { ...training, state: 'done', result: { models: [], skipped: [] } };

function Shown() {
  const found = usePrediction('KO', '1d');
  return <p>{found.state === 'ready' ? `step ${found.data.steps[0]?.step}` : found.state}</p>;
}

it('asks for the forecast when the training it waited for is done', async () => {
  const answers = [
    { status: 202, body: training },
    { status: 200, body: forecast },
  ];
  const { calls } = serve({
    'GET /api/v1/prediction': () => answers.shift() ?? { status: 500 },
    'GET /api/v1/jobs/j1': { body: trained },
  });
  renderUi(<Shown />);
  expect(await screen.findByText('step 5')).toBeInTheDocument();
  expect(calls.filter(({ path }) => path === '/api/v1/prediction')).toHaveLength(2);
});
