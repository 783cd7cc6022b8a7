import '@/theme/mantine-forms.css';
import { MultiSelect, Select } from '@mantine/core';
import { useMemo } from 'react';
import { useInstruments } from '@/lib/api/instruments';

function useOptions() {
  const { data } = useInstruments();
  return useMemo(
    () =>
      (data ?? []).map(({ symbol, name }) => ({
        value: symbol,
        label: name && name !== symbol ? `${symbol} · ${name}` : symbol,
      })),
    [data],
  );
}

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
  const options = useOptions();
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
      onChange={(symbol) => symbol && onChange(symbol)}
    />
  );
}

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
  const options = useOptions();
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
      {...(error && { error })}
    />
  );
}
