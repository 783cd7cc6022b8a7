import '@/theme/mantine-forms.css';
import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { MOST_SHOWN, matching, useSymbolOptions } from './symbol-options';

export type SymbolPickerProps = {
  value: string;
  onChange: (symbol: string) => void;
  label?: string;
  size?: 'xs' | 'sm';
  /** Keeps the list inside the panel or dialog that the field stands in. */
  inline?: boolean;
};

/** One instrument, found by symbol or name; Enter takes the first that is listed. */
export function SymbolPicker(props: SymbolPickerProps) {
  const { value, onChange, label = 'Symbol', size = 'sm', inline = false } = props;
  const chosen = useMemo(() => [value], [value]);
  const { options, failure } = useSymbolOptions(chosen);
  const [isTyping, setTyping] = useState(false);
  return (
    <Select
      label={label}
      size={size}
      searchable
      allowDeselect={false}
      data={options}
      value={value}
      // What stands in the field is replaced by typing, and Enter takes what is meant.
      onFocus={(event) => event.currentTarget.select()}
      onInput={() => setTyping(true)}
      onBlur={() => setTyping(false)}
      selectFirstOptionOnChange={isTyping}
      filter={({ options: all, search }) =>
        matching(
          all.flatMap((one) => ('value' in one ? [one] : [])),
          search,
          MOST_SHOWN,
        )
      }
      comboboxProps={{ withinPortal: !inline }}
      nothingFoundMessage="No such symbol"
      error={failure}
      onChange={(symbol) => {
        setTyping(false);
        if (symbol) onChange(symbol);
      }}
    />
  );
}
