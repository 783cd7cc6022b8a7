import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { NumberField } from './number-field';

const show = () => {
  const change = vi.fn();
  renderUi(
    <NumberField label="Threshold" value={2} min={0.1} max={20} step={0.1} onChange={change} />,
  );
  return { change, field: screen.getByRole<HTMLInputElement>('textbox', { name: 'Threshold' }) };
};

it('counts a step at once', async () => {
  const { change, field } = show();
  await userEvent.type(field, '{ArrowUp}');
  expect(change).toHaveBeenLastCalledWith(2.1);
});

it('counts what is typed once it is complete, inside its bounds', async () => {
  const { change, field } = show();
  await userEvent.type(field, '5');
  expect(change).not.toHaveBeenCalled();
  await userEvent.tab();
  expect(change.mock.calls).toEqual([[20]]);
});
