import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Job } from '@/lib/api/job-types';
import { renderUi } from '@/testing/render-ui';
import { Timeline } from './timeline';

const line = (event: string, message: string, attempt = 1) => ({
  timestamp: '2024-05-01T12:00:00Z',
  event,
  message,
  attempt,
});

it('lists what happened in order, with the attempt when there was more than one', () => {
  const events = [
    line('queued', ''),
    line('step', 'Load history'),
    line('retrying', 'the worker was lost', 2),
  ];
  renderUi(<Timeline job={{ events } as Job} />);
  const rows = within(screen.getByRole('list', { name: 'Timeline' })).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual([
    '12:00:00 UTCQueued',
    '12:00:00 UTCStep · Load history',
    '12:00:00 UTCRetrying · the worker was lost (attempt 2)',
  ]);
});

it('has words for a job to which nothing happened yet', () => {
  renderUi(<Timeline job={{ events: [] } as unknown as Job} />);
  expect(screen.getByText('Nothing has happened yet.')).toBeInTheDocument();
});
