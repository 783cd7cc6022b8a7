import { NumberInput, type NumberInputProps } from '@mantine/core';
import { type ClipboardEvent, useState } from 'react';

export type Entered = number | '';

const SCIENTIFIC = /^[-+]?(\d+\.?\d*|\.\d+)e[-+]?\d+$/i;

/** What a text stands for while it is typed: "1.50" is 1.5, a lone "-" is nothing yet. */
export function enteredNumber(typed: string | number, empty: Entered = ''): Entered {
  const value = typed === '' ? Number.NaN : Number(typed);
  return Number.isFinite(value) ? value : empty;
}

/** A step that moves the third digit of a value: 174.2 by 1, 1.49e-8 by 1e-10. */
export function stepOf(value: Entered): number {
  if (value === '' || value === 0) return 1;
  return Number(`1e${Math.floor(Math.log10(Math.abs(value))) - 2}`);
}

export type NumberBoxProps = Omit<NumberInputProps, 'value' | 'onChange' | 'defaultValue'> & {
  value?: Entered;
  onChange: (value: Entered) => void;
  /** What an empty field stands for. */
  empty?: Entered;
};

/**
 * A number field that gives numbers alone. Mantine's gives text for what is half typed and for valid
 * numbers too ("1.50", fourteen digits), takes the comma of 10,000 for a decimal point, and makes
 * 1e-8 into -18: what is typed is kept here and read, and the comma separates thousands, as in every
 * number on screen.
 */
export function NumberBox({ value = '', onChange, empty = '', ...rest }: NumberBoxProps) {
  const [typed, setTyped] = useState<string | number>(value);
  const [known, setKnown] = useState(value);
  const enter = (next: string | number) => {
    const number = enteredNumber(next, empty);
    setTyped(next);
    setKnown(number);
    if (number !== value) onChange(number);
  };
  // Another value from outside takes the place of the text; the value of the text itself does not.
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text').trim();
    if (!SCIENTIFIC.test(text)) return;
    event.preventDefault();
    event.stopPropagation();
    enter(Number(text));
  };
  return (
    <NumberInput
      thousandSeparator=","
      allowedDecimalSeparators={['.']}
      {...rest}
      value={typed}
      onChange={(next) => enter(typeof next === 'bigint' ? Number(next) : next)}
      onPasteCapture={paste}
      onKeyDown={(event) => {
        // A minus typed inside a number would move to its front.
        const { selectionStart } = event.currentTarget;
        if (event.key === '-' && selectionStart !== 0) event.preventDefault();
        rest.onKeyDown?.(event);
      }}
    />
  );
}
