import { Button } from '@mantine/core';
import { SymbolsPicker } from '@/components/symbols/symbols-picker';
import { NumberBox } from '@/components/ui/number-box';
import { formatNumber } from '@/lib/format/number';
import { sumOf, type WeightEntry } from '../lib/weights';
import styles from './risk.module.css';

/** Whose risk is looked at: equal weights, or one box for each asset. */
export function WeightsEditor({
  entries,
  custom,
  onChange,
  onReset,
}: {
  entries: readonly WeightEntry[];
  custom: boolean;
  onChange: (entries: WeightEntry[]) => void;
  onReset: () => void;
}) {
  const choose = (symbols: string[]) => onChange(symbols.map((symbol) => entryOf(entries, symbol)));
  const set = (symbol: string, perCent: number) =>
    onChange(entries.map((entry) => (entry.symbol === symbol ? { symbol, perCent } : entry)));
  if (!custom) {
    return (
      <div className={`${styles.bar} ${styles.below}`}>
        <Button
          size="xs"
          variant="default"
          disabled={entries.length === 0}
          onClick={() => onChange([...entries])}
        >
          Choose weights
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.below}>
      <SymbolsPicker
        label="Assets"
        value={entries.map((entry) => entry.symbol)}
        onChange={choose}
        max={100}
      />
      <div className={styles.weights}>
        {entries.map(({ symbol, perCent }) => (
          <NumberBox
            key={symbol}
            label={symbol}
            suffix=" %"
            size="xs"
            decimalScale={2}
            value={perCent}
            empty={0}
            onChange={(value) => set(symbol, value || 0)}
          />
        ))}
      </div>
      <div className={styles.bar}>
        <Button size="xs" variant="default" onClick={onReset}>
          Equal weights of the watchlist
        </Button>
        <span className="dim">
          Typed: {formatNumber(sumOf(entries), 2)} %, scaled to 100 % for the computation.
        </span>
      </div>
    </div>
  );
}

const FIRST = 10;

const entryOf = (entries: readonly WeightEntry[], symbol: string): WeightEntry =>
  entries.find((entry) => entry.symbol === symbol) ?? { symbol, perCent: FIRST };
