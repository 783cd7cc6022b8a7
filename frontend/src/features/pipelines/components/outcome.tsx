import { Tag } from '@/components/ui/badges';
import { LeftOut } from '@/components/ui/left-out';
import { Panel } from '@/components/ui/panel';
import { Stat, Stats } from '@/components/ui/values';
import { formatInteger, formatNumber, formatPercent } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import { useOptions } from '../api/get-options';
import type { Run } from '../api/types';
import { pipelineWhy } from '../lib/why';
import { alignmentVerdict, rateText, shareText } from '../lib/words';
import { AlignmentTable } from './alignment-table';
import { AnomaliesTable } from './anomalies-table';
import styles from './pipelines.module.css';

/** A finished run: how well it agrees, how fast it was, where it is, what is odd in it. */
export function Outcome({ run }: { run: Run }) {
  const { result } = run;
  const why = (measure: string) => pipelineWhy(run.id, measure);
  const definitions = useOptions().data?.features ?? [];
  const check = result.stages.find(({ name }) => name.startsWith('Check'));
  return (
    <>
      <Panel
        title="Alignment"
        why={why('score')}
        badge={<Tag tone={run.passed ? 'ok' : 'bad'}>{run.passed ? 'agrees' : 'refused'}</Tag>}
        subtitle={`${run.engine} against pandas, NumPy and SciPy, ${formatDateTime(run.created_at)}`}
      >
        <p className={styles.verdict}>{alignmentVerdict(result.alignment, run.engine)}</p>
        <Stats width={104}>
          <Stat label="Alignment score" value={shareText(run.alignment_score)} why={why('score')} />
          <Stat
            label="Rows"
            value={formatInteger(run.rows)}
            note={`${run.symbols.length} symbols`}
            why={why('rows')}
          />
          <Stat
            label="Computed in"
            value={`${formatNumber(run.seconds, run.seconds < 10 ? 2 : 0)} s`}
            note={rateText(result.rows_per_second)}
            why={why('seconds')}
          />
          <Stat
            label="Checked in"
            value={check ? `${formatNumber(check.seconds, check.seconds < 10 ? 2 : 0)} s` : '–'}
            note={rateText(check?.rows_per_second)}
            why={why('seconds')}
          />
          <Stat
            label="Unusual bars"
            value={formatInteger(run.anomalies)}
            why={why('anomalies')}
            note={run.rows > 0 ? `${formatPercent(run.anomalies / run.rows)} of all` : ''}
          />
        </Stats>
        <AlignmentTable run={run.id} columns={result.alignment} definitions={definitions} />
        <LeftOut skipped={result.skipped} />
        {result.version && (
          <p className={styles.note}>
            Version <code>{result.version}</code> of the feature store, in{' '}
            <code className={styles.path}>{result.parquet_path}</code>
          </p>
        )}
      </Panel>
      {run.passed && <AnomaliesTable run={run} definitions={definitions} />}
    </>
  );
}
