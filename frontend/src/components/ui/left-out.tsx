import type { Schema } from '@/types/schema';
import styles from './left-out.module.css';

type Skipped = Schema<'SkippedSymbol'>;

/** Symbols that an answer about several does without, each with the cause and the fix. */
export function LeftOut({ skipped }: { skipped: readonly Skipped[] | undefined }) {
  if (!skipped?.length) return null;
  return (
    <ul className={styles.leftOut} aria-label="Left out">
      {skipped.map(({ symbol, reason }) => (
        <li key={symbol}>{reason.includes(symbol) ? reason : `${symbol}: ${reason}`}</li>
      ))}
    </ul>
  );
}
