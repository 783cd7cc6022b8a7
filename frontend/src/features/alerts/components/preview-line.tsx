import { problemOf } from '@/lib/api/problem';
import { formatInteger } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import { type Preview, usePreview } from '../api/preview';
import type { RuleForm } from '../lib/rule-form';
import { levelText, timesText } from '../lib/words';
import styles from './alerts.module.css';

const SHOWN = 6;

/** How often the rule would have fired over the last day or year, told by the server. */
export function PreviewLine({ form }: { form: RuleForm }) {
  const { complete, query } = usePreview(form);
  return (
    <div className={styles.preview} role="status" aria-label="Preview">
      {!complete && 'Fill in what is watched to see when it would have fired.'}
      {complete && query.isPending && 'Looking at the past…'}
      {complete && query.error && <>No preview: {problemOf(query.error).detail}</>}
      {complete && !query.error && query.data && <Found preview={query.data} kind={form.kind} />}
    </div>
  );
}

function Found({ preview, kind }: { preview: Preview; kind: string }) {
  const { observed, interval, start, end, fired, firings, latest } = preview;
  if (observed === 0) return <>There is nothing to look at yet, so the rule has no past.</>;
  const daily = interval === '1d';
  const when = daily ? formatDate : formatDateTime;
  return (
    <>
      <strong>
        Would have fired {timesText(fired)} between {when(start)} and {when(end)}.
      </strong>
      <div className={styles.words}>
        {formatInteger(observed)} {daily ? 'daily values' : 'values'} looked at
        {latest !== null && !Number.isNaN(latest) && `, the newest ${levelText(kind, latest)}`}.
      </div>
      {firings.length > 0 && (
        <ul className={styles.firings} aria-label="Newest firings">
          {firings
            .slice(-SHOWN)
            .reverse()
            .map(({ moment, message }) => (
              <li key={moment}>
                <span className={styles.words}>{when(moment)}</span> {message}
              </li>
            ))}
        </ul>
      )}
    </>
  );
}
