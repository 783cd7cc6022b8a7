import { Button } from '@mantine/core';
import { Failure } from '@/components/ui/faces';
import { JobProgress } from '@/components/ui/job-progress';
import { useAddStarter } from '@/lib/api/universe';
import { useBarsChanged } from '@/lib/api/upkeep';
import {
  mainWatchlist,
  useCreateWatchlist,
  useSaveWatchlist,
  useWatchlists,
} from '@/lib/api/watchlists';

/** A first universe in one press: a handful of liquid symbols, watched, with their history. */
export function StarterOffer() {
  const starter = useAddStarter();
  const { data: lists } = useWatchlists();
  const create = useCreateWatchlist();
  const save = useSaveWatchlist();
  const changed = useBarsChanged();
  const watch = (symbols: string[]) => {
    const main = mainWatchlist(lists ?? []);
    if (main) save.mutate({ id: main.id, symbols: [...new Set([...main.symbols, ...symbols])] });
    else create.mutate({ name: 'Watchlist', symbols });
  };
  const begin = () =>
    starter.mutate(undefined, {
      onSuccess: (answer) => {
        if (!answer.ready) watch((answer.job.params as { symbols: string[] }).symbols);
      },
    });
  if (starter.data && !starter.data.ready) {
    return (
      <JobProgress
        jobId={starter.data.job.id}
        title="Suggested symbols"
        onDone={() => changed([])}
      />
    );
  }
  return (
    <>
      <Button size="xs" loading={starter.isPending} onClick={begin}>
        Add suggested symbols
      </Button>
      {starter.error && <Failure error={starter.error} title="Nothing was added" />}
    </>
  );
}
