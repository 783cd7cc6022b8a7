import { problemOf } from '@/lib/api/problem';
import { formatInteger } from '@/lib/format/number';
import { formatDateTime, formatTime } from '@/lib/format/time';
import { usePreview } from '../api/preview';
import type { RuleForm } from '../lib/rule-form';
import styles from './alerts.module.css';

const SHOWN = 6;

const few = ['never', 'once', 'twice'];
const times = (count: number): string => few[count] ?? `${formatInteger(count)} times`;

/** How often the rule would have fired in the last day, by the rule that is used live. */
export function PreviewLine({ form }: { form: RuleForm }) {
  const preview = usePreview(form);
  return (
    <div className={styles.preview} role="status" aria-label="Preview">
      {preview.state === 'incomplete' && 'Fill in what is watched to see when it would have fired.'}
      {preview.state === 'loading' && 'Looking at the last day…'}
      {preview.state === 'failed' && (
        <>No preview: {problemOf(preview.error).detail} Without bars the rule cannot fire either.</>
      )}
      {preview.state === 'ready' && preview.observed === 0 && (
        <>There are no bars of the last day, so the rule has nothing to look at.</>
      )}
      {preview.state === 'ready' && preview.observed > 0 && (
        <>
          <strong>Would have fired {times(preview.fired.length)} in the last day.</strong>
          <div className={styles.words}>
            {formatInteger(preview.observed)} bars since {formatDateTime(preview.from)}
            {preview.fired.length > 0 && `; last at ${lastTimes(preview.fired)}`}.
            {form.kind === 'change' && ' Measured against the present reference close.'}
          </div>
        </>
      )}
    </div>
  );
}

const lastTimes = (fired: readonly number[]): string =>
  fired
    .slice(-SHOWN)
    .map((time) => formatTime(time))
    .join(', ');
