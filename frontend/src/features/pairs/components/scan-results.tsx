import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Empty, Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { LeftOut } from '@/components/ui/left-out';
import { useJob } from '@/lib/api/jobs';
import { problemOf } from '@/lib/api/problem';
import {
  formatCoefficient,
  formatInteger,
  formatNumber,
  formatProbability,
  formatSigned,
} from '@/lib/format/number';
import { whyFigure } from '@/lib/why';
import type { Scan, ScannedPair } from '../api/types';
import { notTestedWords, scanVerdict } from '../lib/scan';
import type { PairsChange, PairsView } from '../lib/view';
import styles from './pairs.module.css';

const scanWhy = (job: string, measure: string) => (row: ScannedPair) => ({
  measure: `pairs.scan.${measure}`,
  params: { job, y: row.y, x: row.x },
});

const columnsOf = (job: string): Column<ScannedPair>[] => [
  {
    id: 'pair',
    header: 'Pair (y ~ x)',
    value: (row) => `${row.y} ~ ${row.x}`,
  },
  {
    id: 'verdict',
    header: 'Verdict',
    value: scanVerdict,
    cell: (row) => <Tag tone={row.discovery ? 'ok' : 'plain'}>{scanVerdict(row)}</Tag>,
  },
  {
    id: 'p',
    header: 'p',
    value: (row) => row.p_value,
    cell: (row) => formatProbability(row.p_value),
    numeric: true,
    why: scanWhy(job, 'p_value'),
  },
  {
    id: 'y-on-x',
    header: 'p of y on x',
    value: (row) => row.p_y_on_x,
    cell: (row) => formatProbability(row.p_y_on_x),
    numeric: true,
    why: scanWhy(job, 'y_on_x'),
    wide: true,
  },
  {
    id: 'x-on-y',
    header: 'p of x on y',
    value: (row) => row.p_x_on_y,
    cell: (row) => formatProbability(row.p_x_on_y),
    numeric: true,
    why: scanWhy(job, 'x_on_y'),
    wide: true,
  },
  {
    id: 'adjusted',
    header: 'Adjusted p',
    value: (row) => row.adjusted_p_value,
    cell: (row) => formatProbability(row.adjusted_p_value),
    numeric: true,
    why: scanWhy(job, 'adjusted'),
  },
  {
    id: 'confirmed',
    header: 'Engle–Granger p',
    value: (row) => row.confirmed_p_value,
    cell: (row) => formatProbability(row.confirmed_p_value),
    numeric: true,
    why: scanWhy(job, 'confirmed'),
    wide: true,
  },
  {
    id: 'half',
    header: 'Half-life, bars',
    value: (row) => row.half_life,
    cell: (row) => formatNumber(row.half_life, 1),
    numeric: true,
    why: scanWhy(job, 'half_life'),
  },
  {
    id: 'z',
    header: 'z',
    value: (row) => row.z_score,
    cell: (row) => formatSigned(row.z_score, 2),
    numeric: true,
    why: scanWhy(job, 'z_score'),
  },
  {
    id: 'beta',
    header: 'Beta',
    value: (row) => row.beta,
    cell: (row) => formatCoefficient(row.beta, 3),
    numeric: true,
    why: scanWhy(job, 'beta'),
    wide: true,
  },
];

const isScan = (result: unknown): result is Scan =>
  typeof result === 'object' && result !== null && 'pairs' in result;

/** What a scan found, or how far it is. */
export function ScanResults({
  id,
  view,
  onChange,
}: {
  id: string;
  view: PairsView;
  onChange: PairsChange;
}) {
  const { data: job, error } = useJob(id);
  const columns = useMemo(() => columnsOf(id), [id]);
  if (!job && error) {
    const gone = problemOf(error).status === 404;
    return gone ? (
      <Empty>This scan is no longer kept. Run it again.</Empty>
    ) : (
      <Failure error={error} title="The scan cannot be read" />
    );
  }
  if (!job) return <Loading lines={4} />;
  if (job.state !== 'done' || !isScan(job.result))
    return <JobProgress jobId={id} title="Scanning" />;
  const scan = job.result;
  const open = ({ y, x }: ScannedPair) => {
    onChange({ y, x, interval: scan.interval as PairsView['interval'], log: true });
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      <p
        className={styles.verdict}
        {...whyFigure({ measure: 'pairs.scan.summary', params: { job: id } })}
      >
        {formatInteger(scan.discoveries)} of {formatInteger(scan.tested)} pairs pass at a
        false-discovery rate of {formatNumber(scan.fdr * 100, 1)}%, from{' '}
        {formatInteger(scan.observations)} common bars.
      </p>
      {scan.not_tested > 0 && <p className={styles.words}>{notTestedWords(scan)}</p>}
      <LeftOut skipped={scan.skipped} />
      <DataTable
        label="Scanned pairs"
        columns={columns}
        rows={scan.pairs}
        rowKey={(row) => `${row.y}~${row.x}`}
        selectedKey={`${view.y}~${view.x}`}
        initialSort={{ id: 'p' }}
        onOpen={open}
        height={360}
        csvName="pairs-scan"
      />
    </>
  );
}
