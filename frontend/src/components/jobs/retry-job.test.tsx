import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import type { JobSummary } from '@/lib/api/job-types';
import { renderUi } from '@/testing/render-ui';
import { serve } from '@/testing/server';
import { RetryJob } from './retry-job';

const failed = { id: 'j1', state: 'failed', owner_id: 1 } as JobSummary;

it('starts a failed job of the person again, and says why it cannot', async () => {
  const body = { title: 'Conflict', status: 409, code: 'job_already_open', detail: 'On its way.' };
  const { calls } = serve({ 'POST /api/v1/jobs/j1/retry': { status: 409, body } });
  const user = userEvent.setup();
  renderUi(<RetryJob job={failed} />);
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('On its way.');
  expect(calls.map(({ path }) => path)).toEqual(['/api/v1/jobs/j1/retry']);
});

it("offers nothing for a job that is done, nor for the system's own, which is refused", () => {
  renderUi(<RetryJob job={{ ...failed, state: 'done' }} />);
  renderUi(<RetryJob job={{ ...failed, owner_id: null }} />);
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
  expect(screen.getByText('The system asks again by itself.')).toBeInTheDocument();
});
