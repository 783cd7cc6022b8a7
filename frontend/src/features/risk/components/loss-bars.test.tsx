import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { LossBars } from './loss-bars';

it('lists losses, the largest first, and keeps a gain signed', () => {
  const bars = [
    { name: 'Market +10%', loss: -0.097 },
    { name: 'Pandemic crash, 2020', note: '19 Feb 2020 to 23 Mar 2020', loss: 0.352 },
    { name: 'Market −10%', loss: 0.097 },
  ];
  renderUi(<LossBars title="Stress" bars={bars} csvName="stress" total={0.352} />);
  const section = screen.getByRole('region', { name: 'Stress' });
  const rows = within(section).getAllByRole('listitem');
  expect(rows.map((row) => row.textContent)).toEqual([
    'Pandemic crash, 202019 Feb 2020 to 23 Mar 202035.2%',
    'Market −10%9.7%',
    'Market +10%−9.7%',
  ]);
  expect(section).toHaveTextContent('The parts add up to 35.2%.');
  expect(screen.getByRole('button', { name: 'Save Stress as CSV' })).toBeInTheDocument();
});

it('says why a list is empty', () => {
  renderUi(<LossBars title="Crises" bars={[]} csvName="x" empty="No crisis is covered." />);
  expect(screen.getByText('No crisis is covered.')).toBeInTheDocument();
});
