import { Button } from '@mantine/core';
import { problemOf } from '@/lib/api/problem';
import { toast } from '@/lib/toasts';
import { useTrain } from '../api/train';

/** Starts training of all models on the pooled history. */
export function TrainButton() {
  const train = useTrain();
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
  return (
    <Button loading={train.isPending} onClick={start}>
      Train models
    </Button>
  );
}
