import '@/theme/mantine-forms.css';
import { MultiSelect } from '@mantine/core';
import { useMemo, useState } from 'react';
import { MOST_SHOWN, matching, useSymbolOptions } from './symbol-options';

export type SymbolsPickerProps = {
  value: readonly string[];
  onChange: (symbols: string[]) => void;
  label?: string;
  max?: number;
  error?: string | null | undefined;
  /** Keeps the list inside the panel or dialog that the field stands in. */
  inline?: boolean;
};

/** Several instruments, found by symbol or name; Enter takes the first that is listed. */
export function SymbolsPicker(props: SymbolsPickerProps) {
  const { value, onChange, label = 'Symbols', max, error, inline = false } = props;
  const { options, failure } = useSymbolOptions(value);
  const [search, setSearch] = useState('');
  const names = useMemo(() => new Map(options.map((one) => [one.value, one.label])), [options]);
  const data = useMemo(() => options.map(({ value: symbol }) => symbol), [options]);
  const isFull = max !== undefined && value.length >= max;
  return (
    <MultiSelect
      label={label}
      searchable
      hidePickedOptions
      clearable
      data={data}
      searchValue={search}
      onSearchChange={setSearch}
      // Only while something is typed: Enter on an empty field belongs to the form.
      selectFirstOptionOnChange={search.trim() !== ''}
      // Pills stay as short as the symbol; the list and the search know the names too.
      renderOption={({ option }) => names.get(option.value) ?? option.value}
      filter={({ options: all, search: typed }) => {
        const shown = all.flatMap((one) =>
          'value' in one ? [{ value: one.value, label: names.get(one.value) ?? one.value }] : [],
        );
        return matching(shown, typed, MOST_SHOWN);
      }}
      value={[...value]}
      comboboxProps={{ withinPortal: !inline }}
      nothingFoundMessage="No such symbol"
      onChange={onChange}
      {...(max !== undefined && { maxValues: max })}
      // The library takes no more and says nothing.
      description={isFull ? `No more than ${max} fit here.` : undefined}
      error={failure ?? error}
    />
  );
}
