import { Select } from '@mantine/core';
import { SymbolPicker } from '@/components/symbols/symbol-picker';
import { Choice } from '@/components/ui/choice';
import { levelText, methods } from '../lib/measures';
import { confidences, type RiskPeriod, type RiskView, riskPeriods } from '../lib/view';
import styles from './risk.module.css';

const periodLabels: Record<RiskPeriod, string> = {
  '3mo': '3M',
  '6mo': '6M',
  ytd: 'YTD',
  '1y': '1Y',
  '5y': '5Y',
  max: 'All',
};

const periodOptions = riskPeriods.map((value) => ({ value, label: periodLabels[value] }));

const confidenceOptions = confidences.map((value) => ({
  value: String(value),
  label: levelText(value),
}));

/** What is looked at: symbol, period, confidence and the way to the tail. */
export function RiskControls({
  symbol,
  view,
  onChange,
}: {
  symbol: string;
  view: RiskView;
  onChange: (patch: Partial<RiskView>) => void;
}) {
  return (
    <div className={styles.controls}>
      <SymbolPicker value={symbol} onChange={(next) => onChange({ symbol: next })} />
      <Select
        label="Tail method"
        allowDeselect={false}
        data={[...methods]}
        value={view.method}
        onChange={(method) => method && onChange({ method })}
      />
      <div className={styles.control}>
        <span aria-hidden>Period</span>
        <Choice
          label="Period"
          value={view.period}
          options={periodOptions}
          onChange={(period) => onChange({ period })}
        />
      </div>
      <div className={styles.control}>
        <span aria-hidden>Confidence</span>
        <Choice
          label="Confidence"
          value={String(view.confidence)}
          options={confidenceOptions}
          onChange={(value) => onChange({ confidence: Number(value) })}
        />
      </div>
    </div>
  );
}
