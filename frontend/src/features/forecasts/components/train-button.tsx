import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { problemOf } from '@/lib/api/problem';
import { useTrain } from '../api/train';

/** Starts training of all models on the pooled history. */
export function TrainButton() {
  const train = useTrain();
  const start = () =>
    train.mutate(
      {},
      {
        onError: (error) =>
          notifications.show({
            color: 'red',
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
