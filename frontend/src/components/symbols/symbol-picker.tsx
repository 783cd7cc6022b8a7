import '@/theme/mantine-forms.css';
import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useSymbolOptions } from './symbol-options';

export type SymbolPickerProps = {
  value: string;
  onChange: (symbol: string) => void;
  label?: string;
  size?: 'xs' | 'sm';
  /** Keeps the list inside the panel or dialog that the field stands in. */
  inline?: boolean;
};

/** One instrument, found by symbol or name. */
export function SymbolPicker(props: SymbolPickerProps) {
  const { value, onChange, label = 'Symbol', size = 'sm', inline = false } = props;
  const chosen = useMemo(() => [value], [value]);
  const { options, failure } = useSymbolOptions(chosen);
  return (
    <Select
      label={label}
      size={size}
      searchable
      allowDeselect={false}
      data={options}
      value={value}
      limit={50}
      comboboxProps={{ withinPortal: !inline }}
      nothingFoundMessage="No such symbol"
      error={failure}
      onChange={(symbol) => symbol && onChange(symbol)}
    />
  );
}
