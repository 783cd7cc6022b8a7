/** Signed bars side by side with their figures, in plain HTML: read by everybody, sharp everywhere. */
import { Button } from '@mantine/core';
import { downloadCsv } from '@/lib/download';
import { type WhyRef, whyFigure } from '@/lib/why';
import styles from './bar-list.module.css';

export type BarItem = { name: string; value: number; note?: string; why?: WhyRef };

export type BarListProps = {
  label: string;
  items: readonly BarItem[];
  format: (value: number) => string;
  exportName: string;
};

type Extent = { low: number; span: number };

/** From the least to the largest value, always with zero inside. */
export function extentOf(values: readonly number[]): Extent {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return { low, span: high - low || 1 };
}

const percent = (value: number): string => `${(value * 100).toFixed(2)}%`;

function Bar({ value, extent }: { value: number; extent: Extent }) {
  const zero = -extent.low / extent.span;
  const width = Math.abs(value) / extent.span;
  const left = value < 0 ? zero - width : zero;
  const background = value < 0 ? 'var(--sl-down)' : 'var(--sl-up)';
  return (
    <>
      <div
        className={styles.bar}
        style={{ left: percent(left), width: percent(width), background }}
      />
      <div className={styles.zero} style={{ left: percent(zero) }} />
    </>
  );
}

export function BarList({ label, items, format, exportName }: BarListProps) {
  const extent = extentOf(items.map(({ value }) => value));
  const save = () =>
    downloadCsv(
      exportName,
      ['name', 'value'],
      items.map(({ name, value }) => [name, value]),
    );
  return (
    <figure style={{ margin: 0 }} aria-label={label}>
      <dl className={styles.list}>
        {items.map(({ name, value, note, why }) => (
          <div key={name} className={styles.row} {...whyFigure(why)}>
            <dt className={styles.name}>
              {name} {note && <span className="dim">{note}</span>}
            </dt>
            <dd className={styles.track} aria-hidden>
              <Bar value={value} extent={extent} />
            </dd>
            <dd className={styles.value}>{format(value)}</dd>
          </div>
        ))}
      </dl>
      <div style={{ display: 'flex', justifyContent: 'flex-end', paddingTop: 8 }}>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Save ${label} as CSV`}
          onClick={save}
        >
          CSV
        </Button>
      </div>
    </figure>
  );
}
