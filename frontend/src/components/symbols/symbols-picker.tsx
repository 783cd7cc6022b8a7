import '@/theme/mantine-forms.css';
import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useSymbolOptions } from './symbol-options';

const matches = (label: string | undefined, search: string): boolean =>
  (label ?? '').toLowerCase().includes(search.trim().toLowerCase());

export type SymbolsPickerProps = {
  value: readonly string[];
  onChange: (symbols: string[]) => void;
  label?: string;
  max?: number;
  error?: string | null | undefined;
  /** Keeps the list inside the panel or dialog that the field stands in. */
  inline?: boolean;
};

/** Several instruments, found by symbol or name. */
export function SymbolsPicker(props: SymbolsPickerProps) {
  const { value, onChange, label = 'Symbols', max, error, inline = false } = props;
  const { options, failure } = useSymbolOptions(value);
  const names = useMemo(() => new Map(options.map((one) => [one.value, one.label])), [options]);
  const data = useMemo(() => options.map(({ value: symbol }) => symbol), [options]);
  return (
    <MultiSelect
      label={label}
      searchable
      hidePickedOptions
      clearable
      data={data}
      // Pills stay as short as the symbol; the list and the search know the names too.
      renderOption={({ option }) => names.get(option.value) ?? option.value}
      filter={({ options: all, search }) =>
        all.filter((one) => 'value' in one && matches(names.get(one.value), search))
      }
      value={[...value]}
      limit={50}
      comboboxProps={{ withinPortal: !inline }}
      nothingFoundMessage="No such symbol"
      onChange={onChange}
      {...(max !== undefined && { maxValues: max })}
      error={failure ?? error}
    />
  );
}
