import { type ComponentProps, lazy, Suspense } from 'react';
import { Loading } from '@/components/ui/faces';

const Lazy = lazy(() =>
  import('@/components/ui/job-progress').then(({ JobProgress: part }) => ({ default: part })),
);

/** A job that is followed, loaded when there is one: most visits of a symbol meet none. */
export const Progress = (props: ComponentProps<typeof Lazy>) => (
  <Suspense fallback={<Loading lines={2} />}>
    <Lazy {...props} />
  </Suspense>
);
