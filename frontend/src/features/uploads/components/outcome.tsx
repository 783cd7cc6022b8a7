import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type Column, DataTable } from '@/components/tables/data-table';
import { paths } from '@/config/paths';
import { formatInteger } from '@/lib/format/number';
import { formatDate } from '@/lib/format/time';
import { whyFigure } from '@/lib/why';
import type { Schema } from '@/types/schema';
import type { Result } from '../api/uploads';
import { linesSentence } from '../lib/lines';
import styles from './uploads.module.css';

type Note = Schema<'LineNote'>;

const columns: readonly Column<Note>[] = [
  { id: 'line', header: 'Line', value: (note) => note.line, numeric: true, width: 90 },
  { id: 'reason', header: 'Reason', value: (note) => note.reason },
];

/** Lines with what there is to say about each. */
export function Notes({ title, notes, total }: { title: string; notes: Note[]; total: number }) {
  if (total === 0) return null;
  return (
    <div>
      <DataTable
        label={title}
        title={`${title}: ${formatInteger(total)}`}
        columns={columns}
        rows={notes}
        rowKey={(note) => `${note.line}-${note.reason}`}
        csvName={title.toLowerCase().replaceAll(' ', '-')}
        height={260}
      />
      {total > notes.length && (
        <p className={styles.hint}>The first {formatInteger(notes.length)} are shown.</p>
      )}
    </div>
  );
}

function sentence(result: Result): string {
  const rows = `${formatInteger(result.taken)} ${result.taken === 1 ? 'row' : 'rows'}`;
  const span = `of ${result.interval} from ${formatDate(result.first)} to ${formatDate(result.last)}`;
  if (result.dry_run) return `${rows} ${span} would be taken. Nothing is stored yet.`;
  if (result.created) return `${result.symbol} is yours now: ${rows} ${span}.`;
  return `${result.symbol} has ${formatInteger(result.added)} new bars ${span}; ${formatInteger(result.replaced)} were replaced.`;
}

/** The result of a preview or an upload. */
export function Outcome({ result }: { result: Result }) {
  const navigate = useNavigate();
  return (
    <div className={styles.outcome} role="status">
      <div className={styles.sentence}>
        <p
          {...(!result.dry_run &&
            whyFigure({ measure: 'upload.bars', params: { symbol: result.symbol } }))}
        >
          {sentence(result)}
        </p>
        {!result.dry_run && (
          <Button
            size="xs"
            onClick={() => void navigate({ to: paths.symbol, params: { symbol: result.symbol } })}
          >
            Open chart
          </Button>
        )}
      </div>
      <p className={styles.hint}>{linesSentence(result)}</p>
      <Notes title="Rejected lines" notes={result.rejected} total={result.rejected_total} />
      <Notes title="Warnings" notes={result.warnings} total={result.warnings_total} />
    </div>
  );
}
