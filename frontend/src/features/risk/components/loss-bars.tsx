import { Button } from '@mantine/core';
import { downloadCsv } from '@/lib/download';
import { formatPercent, type Maybe } from '@/lib/format/number';
import { type WhyRef, whyArea, whyFigure } from '@/lib/why';
import styles from './risk.module.css';

export type LossBar = {
  name: string;
  note?: string | undefined;
  loss: number;
  weight?: number;
  share?: number;
  why?: WhyRef | undefined;
  weightWhy?: WhyRef | undefined;
};

/** Losses as bars, the largest first; what hedges or gains points the other way in colour and sign. */
export function LossBars({
  title,
  bars,
  csvName,
  digits = 1,
  total,
  totalWhy,
  empty,
}: {
  title: string;
  bars: readonly LossBar[];
  csvName: string;
  digits?: number;
  /** Shown as the sum that the bars add up to. */
  total?: Maybe;
  totalWhy?: WhyRef | undefined;
  empty?: string;
}) {
  const sorted = [...bars].sort((a, b) => b.loss - a.loss);
  const largest = Math.max(...sorted.map((bar) => Math.abs(bar.loss)), 1e-12);
  const save = () =>
    downloadCsv(
      csvName,
      ['name', 'dates', 'loss', 'weight', 'share'],
      sorted.map((bar) => [bar.name, bar.note, bar.loss, bar.weight, bar.share]),
    );
  return (
    <section aria-label={title}>
      <h3 className={styles.subhead}>
        {title}{' '}
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Save ${title} as CSV`}
          onClick={save}
        >
          CSV
        </Button>
      </h3>
      <ul className={styles.bars}>
        {sorted.map((bar) => (
          <li key={`${bar.name}${bar.note}`} {...whyArea(bar.why)}>
            <span>
              {bar.name}
              {bar.weight !== undefined && (
                <small {...whyFigure(bar.weightWhy)}>
                  {formatPercent(bar.weight, 1)} of the capital
                </small>
              )}
              {bar.note && <small>{bar.note}</small>}
            </span>
            <span className={styles.track} aria-hidden>
              <span
                className={`${styles.fill} ${bar.loss < 0 ? styles.gain : ''}`}
                style={{ display: 'block', width: `${(Math.abs(bar.loss) / largest) * 100}%` }}
              />
            </span>
            <span className="num-right" {...whyFigure(bar.why)}>
              {formatPercent(bar.loss, digits)}
            </span>
          </li>
        ))}
      </ul>
      {sorted.length === 0 && empty && <p className={styles.words}>{empty}</p>}
      {total !== undefined && (
        <p className={styles.words} {...whyFigure(totalWhy)}>
          The parts add up to {formatPercent(total, digits)}.
        </p>
      )}
    </section>
  );
}
