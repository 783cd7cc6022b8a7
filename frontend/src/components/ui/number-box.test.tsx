import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/testing/render-ui';
import { type Entered, enteredNumber, NumberBox, stepOf } from './number-box';

function Field({ first, onChange }: { first: Entered; onChange: (value: Entered) => void }) {
  const [value, setValue] = useState<Entered>(first);
  return (
    <>
      <NumberBox
        label="Level"
        value={value}
        onChange={(next) => {
          onChange(next);
          setValue(next);
        }}
      />
      <button type="button" onClick={() => setValue(7)}>
        Seven
      </button>
    </>
  );
}

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Level' });

async function type(text: string) {
  const onChange = vi.fn<(value: Entered) => void>();
  renderUi(<Field first="" onChange={onChange} />);
  await userEvent.type(field(), text);
  return onChange;
}

describe('NumberBox', () => {
  it.each([
    ['0.05', '0.05', 0.05],
    ['2500.50', '2,500.50', 2500.5],
    ['10,000', '10,000', 10_000],
    ['-5', '-5', -5],
    ['0.00000001490551', '0.00000001490551', 1.490551e-8],
  ])('reads %s while it is typed', async (text, shown, value) => {
    const onChange = await type(text);
    expect(field().value).toBe(shown);
    expect(onChange).toHaveBeenLastCalledWith(value);
    expect(onChange.mock.calls.every(([sent]) => sent === '' || Number.isFinite(sent))).toBe(true);
  });

  it('never moves a minus to the front of a number', async () => {
    const onChange = await type('1e-8');
    expect(field().value).toBe('18');
    expect(onChange).toHaveBeenLastCalledWith(18);
  });

  it('reads a small price as other programs write it', async () => {
    const onChange = await type('7');
    fireEvent.paste(field(), { clipboardData: { getData: () => '1.49e-8' } });
    expect(field().value).toBe('0.0000000149');
    expect(onChange).toHaveBeenLastCalledWith(1.49e-8);
  });

  it('says that it was emptied, and follows a value from outside', async () => {
    const onChange = await type('12');
    await userEvent.clear(field());
    expect(onChange).toHaveBeenLastCalledWith('');
    await userEvent.click(screen.getByRole('button', { name: 'Seven' }));
    expect(field().value).toBe('7');
  });
});

describe('stepOf', () => {
  it.each([
    ['', 1],
    [0, 1],
    [174.2, 1],
    [1.08, 0.01],
    [1.49e-8, 1e-10],
  ] as const)('moves %s by %s', (value, step) => expect(stepOf(value)).toBe(step));
});

describe('enteredNumber', () => {
  it('gives what an empty field stands for', () => {
    expect(enteredNumber('-', 0)).toBe(0);
    expect(enteredNumber('1.50')).toBe(1.5);
  });
});
