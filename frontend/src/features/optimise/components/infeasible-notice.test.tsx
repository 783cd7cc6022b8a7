import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { InfeasibleNotice } from './infeasible-notice';

const infeasible = {
  reason: 'No weights that sum to 1 satisfy these limits together.',
  conflicting: [
    { constraint: 'max_weight', value: 0.2 },
    { constraint: 'group:Tech:max', value: 0.1 },
  ],
  relaxation: [{ constraint: 'max_weight', current: 0.2, needed: 0.45 }],
  alternatives: [{ constraint: 'group:Tech:max', current: 0.1, needed: 0.6 }],
};

it('names the limits that clash and the smallest way out', () => {
  renderUi(<InfeasibleNotice infeasible={infeasible} onApply={vi.fn()} />);
  expect(screen.getByRole('alert')).toHaveTextContent('Maximum weight 20.00%');
  expect(screen.getByRole('alert')).toHaveTextContent('Tech at most 10.00%');
  expect(screen.getByRole('alert')).toHaveTextContent('Maximum weight: 20.00% to 45.00%');
});

it('hands over the change that was chosen', async () => {
  const apply = vi.fn();
  renderUi(<InfeasibleNotice infeasible={infeasible} onApply={apply} />);
  await userEvent.click(screen.getByRole('button', { name: 'Apply and optimise' }));
  expect(apply).toHaveBeenLastCalledWith(infeasible.relaxation);
  await userEvent.click(screen.getByRole('button', { name: /Tech at most/ }));
  expect(apply).toHaveBeenLastCalledWith(infeasible.alternatives);
});
