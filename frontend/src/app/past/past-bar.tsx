import { formatDate, formatDateTime, toDate } from '@/lib/format/time';
import { addressAt, past } from '@/lib/past/moment';
import styles from './past.module.css';

const words = (moment: string): string =>
  moment.length > 10 ? formatDateTime(moment) : `the end of ${formatDate(moment)}`;

/** The plain mark that the past is shown, and the way back. */
export function PastBar() {
  if (past === null) return null;
  const known = toDate(past) !== null;
  return (
    <div className={styles.bar} role="status">
      {known ? (
        <span>
          <strong>The past is shown:</strong> what was known at {words(past)}. Jobs, settings and
          what you save are of the present, and bars that were corrected since are shown corrected.
        </span>
      ) : (
        <span>
          The address asks for <strong>{past}</strong>, which is no day such as 2020-03-16.
        </span>
      )}
      <a href={addressAt(null)}>Back to the present</a>
    </div>
  );
}
