import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { LeftOut } from './left-out';

describe('LeftOut', () => {
  it('names each symbol once with its cause', () => {
    const skipped = [
      { symbol: 'AAA', reason: 'AAA has 3 bars here; 35 are needed.' },
      { symbol: 'BBB', reason: 'its close has not changed' },
    ];
    render(<LeftOut skipped={skipped} />);
    const items = screen.getAllByRole('listitem').map((item) => item.textContent);
    expect(items).toEqual([
      'AAA has 3 bars here; 35 are needed.',
      'BBB: its close has not changed',
    ]);
  });

  it('is nothing where nothing was left out', () => {
    const { container } = render(<LeftOut skipped={[]} />);
    expect(container.textContent).toBe('');
  });
});
