import { Figure } from '@/components/ui/why';
import { problemOf } from '@/lib/api/problem';
import { formatInteger } from '@/lib/format/number';
import { formatDate, formatDateTime } from '@/lib/format/time';
import { type WhyParams, whyFigure } from '@/lib/why';
import { type Preview, usePreview } from '../api/preview';
import { bodyOf, type RuleForm } from '../lib/rule-form';
import { levelText, timesText } from '../lib/words';
import styles from './alerts.module.css';

const SHOWN = 6;

/** How often the rule would have fired over the last day or year, as the server evaluated it. */
export function PreviewLine({ form }: { form: RuleForm }) {
  const { complete, query } = usePreview(form);
  return (
    <div className={styles.preview} role="status" aria-label="Preview">
      {!complete && 'Fill in what is watched to see when it would have fired.'}
      {complete && query.isPending && 'Evaluating past values…'}
      {complete && query.error && <>No preview: {problemOf(query.error).detail}</>}
      {complete && !query.error && query.data && <Found preview={query.data} form={form} />}
    </div>
  );
}

/** The figures of the preview are read again from the rule as it is asked for. */
function whyOf(form: RuleForm) {
  const { channels: _channels, name: _name, active: _active, ...rule } = bodyOf(form, true);
  return (measure: string, more: WhyParams = {}) => ({
    measure: `alerts.${measure}`,
    params: { ...rule, ...more },
  });
}

function Found({ preview, form }: { preview: Preview; form: RuleForm }) {
  const { kind } = form;
  const why = whyOf(form);
  const { observed, interval, start, end, fired, firings, latest } = preview;
  if (observed === 0) return <>There are no past values to evaluate the rule on yet.</>;
  const daily = interval === '1d';
  const when = daily ? formatDate : formatDateTime;
  return (
    <>
      <strong {...whyFigure(why('fired'))}>
        Would have fired {timesText(fired)} between {when(start)} and {when(end)}.
      </strong>
      <div className={styles.words}>
        <Figure why={why('observed')}>
          {formatInteger(observed)} {daily ? 'daily values' : 'values'} evaluated
        </Figure>
        {latest !== null && !Number.isNaN(latest) && (
          <Figure why={why('latest')}>, the newest {levelText(kind, latest)}</Figure>
        )}
        .
      </div>
      {firings.length > 0 && (
        <ul className={styles.firings} aria-label="Newest firings">
          {firings
            .slice(-SHOWN)
            .reverse()
            .map(({ moment, message }) => (
              <li key={moment} {...whyFigure(why('firing', { day: moment }))}>
                <span className={styles.words}>{when(moment)}</span> {message}
              </li>
            ))}
        </ul>
      )}
    </>
  );
}
