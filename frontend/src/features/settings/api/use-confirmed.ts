import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '@/lib/api/problem';
import { PASSWORD_ASKED } from './second-factor';

export type Act = () => Promise<unknown>;

const asks = (error: unknown) => problemOf(error).code === PASSWORD_ASKED;

/** Does what may need the password again; what was wanted waits and goes on once it was typed. */
export function useConfirmed() {
  const [kept, setKept] = useState<Act | null>(null);
  const run = useMutation({
    mutationFn: (act: Act) => act(),
    onMutate: () => setKept(null),
    onError: (error, act) => setKept(asks(error) ? () => act : null),
  });
  return {
    run: run.mutate,
    busy: run.isPending,
    error: run.error && !asks(run.error) ? run.error : null,
    asked: kept !== null,
    goOn: () => kept && run.mutate(kept),
    leave: () => {
      setKept(null);
      run.reset();
    },
  };
}

export type Confirmed = ReturnType<typeof useConfirmed>;
