import { useEffect, useState } from 'react';
import { type Entered, enteredNumber, NumberBox } from '@/components/ui/number-box';

export type NumberFieldProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  suffix?: string;
  className?: string | undefined;
  /** Shown instead of the value zero. */
  zero?: string;
  onChange: (value: number) => void;
};

const STEPS: ReadonlySet<string> = new Set(['increment', 'decrement']);

/** A number that counts once it is complete: on Enter, on leaving the field, on a step. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, step = 1, suffix, zero, onChange } = props;
  const [typed, setTyped] = useState<Entered>(value);
  useEffect(() => setTyped(value), [value]);
  const commit = (next: Entered) => {
    const valid = next === '' ? value : Math.min(max, Math.max(min, next));
    setTyped(valid);
    if (valid !== value) onChange(valid);
  };
  return (
    <NumberBox
      label={label}
      className={props.className ?? ''}
      value={zero !== undefined && typed === 0 ? '' : typed}
      min={min}
      max={max}
      step={step}
      allowDecimal={step < 1}
      {...(suffix && { suffix })}
      {...(zero !== undefined && { placeholder: zero })}
      onChange={(next) => setTyped(next === '' && zero !== undefined ? 0 : next)}
      onValueChange={({ value: text }, { source }) =>
        STEPS.has(source) && commit(enteredNumber(text))
      }
      onBlur={() => commit(typed)}
      onKeyDown={(event) => event.key === 'Enter' && commit(typed)}
    />
  );
}
