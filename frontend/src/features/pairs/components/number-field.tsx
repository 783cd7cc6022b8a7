import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';

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

/** A number that counts once it is complete: on Enter, on leaving the field, on a step. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, step = 1, suffix, zero, onChange } = props;
  const [typed, setTyped] = useState<string | number>(value);
  useEffect(() => setTyped(value), [value]);
  const commit = () => {
    const next = typed === '' ? Number.NaN : Number(typed);
    const valid = Number.isFinite(next) ? Math.min(max, Math.max(min, next)) : value;
    setTyped(valid);
    if (valid !== value) onChange(valid);
  };
  return (
    <NumberInput
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
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
