import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { type Column, DataTable } from './data-table';

type Row = { name: string; size: number | null };

const rows: Row[] = [
  { name: 'beta', size: 2 },
  { name: 'Alpha', size: null },
  { name: 'gamma', size: 10 },
];

const columns: Column<Row>[] = [
  { id: 'name', header: 'Name', value: (row) => row.name },
  { id: 'size', header: 'Size', value: (row) => row.size, numeric: true },
];

function show(onOpen = vi.fn()) {
  render(
    <MantineProvider>
      <DataTable
        label="Things"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.name}
        onOpen={onOpen}
        filter
      />
    </MantineProvider>,
  );
  return { onOpen, user: userEvent.setup() };
}

const names = () =>
  within(screen.getByRole('table', { name: 'Things' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.querySelector('td')?.textContent);

describe('the table', () => {
  it('sorts numbers largest first, keeping missing ones last both ways', async () => {
    const { user } = show();
    const head = screen.getByRole('button', { name: 'Size' });
    await user.click(head);
    expect(names()).toEqual(['gamma', 'beta', 'Alpha']);
    expect(screen.getByRole('columnheader', { name: /Size/ })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await user.click(head);
    expect(names()).toEqual(['beta', 'gamma', 'Alpha']);
    await user.click(head);
    expect(names()).toEqual(['beta', 'Alpha', 'gamma']);
  });

  it('sorts words whatever their case, and filters', async () => {
    const { user } = show();
    await user.click(screen.getByRole('button', { name: 'Name' }));
    expect(names()).toEqual(['Alpha', 'beta', 'gamma']);
    await user.type(screen.getByRole('textbox', { name: 'Filter Things' }), 'AM');
    expect(names()).toEqual(['gamma']);
    expect(screen.getByRole('status')).toHaveTextContent('1 of 3');
  });

  it('is moved through by keys and opened by Enter', async () => {
    const { user, onOpen } = show();
    (screen.getAllByRole('row')[1] as HTMLElement).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(onOpen).toHaveBeenCalledWith(rows[2]);
    await user.keyboard('{Home}{Enter}');
    expect(onOpen).toHaveBeenLastCalledWith(rows[0]);
  });
});
