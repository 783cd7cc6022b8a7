import '@/theme/mantine-forms.css';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Async, Empty, Failure, Loading } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { Column, Columns, Page } from '@/components/ui/page';
import { Panel } from '@/components/ui/panel';
import { Stat, Stats } from '@/components/ui/values';
import { queryKeys } from '@/config/query-keys';
import { formatInteger, formatPercent } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import { number, text, useUrlState } from '@/lib/url-state';
import { type AlignmentRun, useRun, useRuns, useStart } from './api/alignment';
import { HistoryPanel } from './components/history-panel';
import { MeasuresPanel } from './components/measures-panel';

const shape = { run: number(0), row: text(''), job: text('') };

/** Whether both engines of every measure agree: now, in each past night, and where they do not. */
export function AlignmentPage() {
  const [view, set] = useUrlState(shape);
  const client = useQueryClient();
  const runs = useRuns();
  const start = useStart((job) => set({ job }));
  const shown = view.run || (runs.data?.[0]?.id ?? null);
  const finish = () => {
    set({ job: '', run: 0 });
    void client.invalidateQueries({ queryKey: queryKeys.alignments });
  };
  return (
    <Page
      title="Alignment"
      lead="Every measure is computed by a second engine that shares no code with the first: each night over the shared instruments, and now over yours too."
      actions={
        <Button
          size="xs"
          loading={start.isPending}
          disabled={view.job !== ''}
          onClick={() => start.mutate()}
        >
          Compare now
        </Button>
      }
    >
      {start.error && <Failure error={start.error} title="No comparison was started" />}
      {view.job && (
        <Panel title="Comparison under way">
          <JobProgress jobId={view.job} title="Comparing both engines" onDone={finish} />
        </Panel>
      )}
      <Async
        query={runs}
        loading={<Loading lines={8} />}
        isEmpty={(list) => list.length === 0}
        empty={
          <Empty>
            Nothing has been compared yet. The first comparison runs tonight, or now by the button.
          </Empty>
        }
      >
        {(list) => (
          <Columns>
            <Column span={7}>
              <HistoryPanel runs={list} />
            </Column>
            <Column span={5}>
              <Latest run={list.find(({ id }) => id === shown) ?? list[0]} />
            </Column>
          </Columns>
        )}
      </Async>
      {shown !== null && (
        <Detail id={shown} row={view.row} onOpen={(row) => set({ row }, { push: true })} />
      )}
    </Page>
  );
}

function Latest({ run }: { run: AlignmentRun | undefined }) {
  if (!run) return null;
  const of = (measure: string) => ({ measure: `quality.${measure}`, params: { run: run.id } });
  const why = of('alignment');
  return (
    <Panel title="This run" subtitle={formatDateTime(run.finished_at)} why={why}>
      <Stats width={110}>
        <Stat label="Alignment" value={formatPercent(run.score, 1)} why={why} />
        <Stat
          label="Comparisons"
          value={formatInteger(run.measures)}
          note="measures by engines"
          why={of('comparisons')}
        />
        <Stat label="Apart" value={formatInteger(run.failing)} why={of('failing')} />
        <Stat label="Instruments" value={formatInteger(run.symbols)} why={of('instruments')} />
      </Stats>
    </Panel>
  );
}

function Detail({ id, row, onOpen }: { id: number; row: string; onOpen: (key: string) => void }) {
  const run = useRun(id);
  return (
    <Async query={run} loading={<Loading lines={12} />} errorTitle="This run cannot be shown">
      {(data) => <MeasuresPanel run={data} selected={row} onOpen={onOpen} />}
    </Async>
  );
}
