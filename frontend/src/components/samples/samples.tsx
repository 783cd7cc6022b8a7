/** Marks of what came with the demo, loaded apart: without a demo nobody needs them. */
import { type ComponentProps, lazy, Suspense } from 'react';

const parts = () => import('./parts');
const LazyTag = lazy(() => parts().then(({ SampleTag: part }) => ({ default: part })));
const LazyRunTag = lazy(() => parts().then(({ RunTag: part }) => ({ default: part })));
const LazyOpen = lazy(() => parts().then(({ OpenSample: part }) => ({ default: part })));

export const SampleTag = (props: ComponentProps<typeof LazyTag>) => (
  <Suspense>
    <LazyTag {...props} />
  </Suspense>
);

export const RunTag = (props: ComponentProps<typeof LazyRunTag>) => (
  <Suspense>
    <LazyRunTag {...props} />
  </Suspense>
);

export const OpenSample = (props: ComponentProps<typeof LazyOpen>) => (
  <Suspense>
    <LazyOpen {...props} />
  </Suspense>
);
