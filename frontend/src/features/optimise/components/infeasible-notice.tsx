import { Button } from '@mantine/core';
import { type Infeasible, limitWords, type Relaxation, relaxationWords } from '../lib/infeasible';
import styles from './optimise.module.css';

/** Why there are no weights, and the smallest change after which there are some. */
export function InfeasibleNotice({
  infeasible,
  onApply,
}: {
  infeasible: Infeasible;
  onApply: (changes: readonly Relaxation[]) => void;
}) {
  const { reason, conflicting, relaxation, alternatives } = infeasible;
  return (
    <div className={styles.infeasible} role="alert">
      <strong>No portfolio satisfies these limits together</strong>
      {conflicting.length > 0 ? (
        <ul className={styles.conflicts}>
          {conflicting.map((limit) => (
            <li key={limit.constraint}>{limitWords(limit)}</li>
          ))}
        </ul>
      ) : (
        <p>{reason}</p>
      )}
      {relaxation.length > 0 && (
        <>
          <p>Smallest change that is enough: {relaxation.map(relaxationWords).join('; ')}.</p>
          <div>
            <Button size="xs" onClick={() => onApply(relaxation)}>
              Apply and optimise
            </Button>
          </div>
        </>
      )}
      {alternatives.length > 0 && (
        <p className={styles.other}>
          Or one of these:{' '}
          {alternatives.map((change) => (
            <Button
              key={change.constraint}
              size="compact-xs"
              variant="default"
              onClick={() => onApply([change])}
            >
              {relaxationWords(change)}
            </Button>
          ))}
        </p>
      )}
    </div>
  );
}
