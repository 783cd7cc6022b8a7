import { Button } from '@mantine/core';
import { useInstruments } from '@/lib/api/instruments';
import { problemOf } from '@/lib/api/problem';
import { toast } from '@/lib/toasts';
import { useTrain } from '../api/train';
import { nothingToLearn } from '../lib/learn';

/** Starts training of all models on the pooled history, or says why there is nothing to train on. */
export function TrainButton() {
  const train = useTrain();
  const { data: instruments } = useInstruments();
  const none = instruments ? nothingToLearn(instruments) : null;
  const start = () =>
    train.mutate(
      {},
      {
        onError: (error) =>
          toast({
            tone: 'bad',
            title: 'Training did not start',
            message: problemOf(error).detail,
          }),
      },
    );
  if (none) return <span className="dim">{none}</span>;
  return (
    <Button loading={train.isPending} onClick={start}>
      Train models
    </Button>
  );
}
