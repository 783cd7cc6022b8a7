import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useKey } from '@/lib/keys';
import { onWhy, openWhy, pressedWhy } from '@/lib/why';

type Raw = Record<string, unknown>;

const WhySheet = lazy(() =>
  import('./why-sheet').then(({ WhySheet: part }) => ({ default: part })),
);
const WhyMode = lazy(() => import('./why-mode').then(({ WhyMode: part }) => ({ default: part })));

/** Keeps the open explanation in the address, so that a link brings it back. */
function useWhyInAddress() {
  const raw = useSearch({ strict: false }) as Raw;
  const navigate = useNavigate();
  const set = useCallback(
    (why: string | undefined) =>
      void navigate({
        to: '.',
        search: (({ why: _, ...rest }: Raw) => (why ? { ...rest, why } : rest)) as never,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return [typeof raw['why'] === 'string' ? raw['why'] : null, set] as const;
}

/** A press on a figure explains it; controls and links keep their own press unless Alt is held. */
function useFigurePresses(): void {
  useEffect(() => {
    const onClick = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0) return;
      const text = pressedWhy(event.target, event.altKey);
      if (!text || window.getSelection()?.type === 'Range') return;
      if (event.altKey) {
        event.preventDefault();
        event.stopPropagation();
      }
      openWhy(text);
    };
    document.addEventListener('click', onClick, true);
    return () => document.removeEventListener('click', onClick, true);
  }, []);
}

/** Explains any figure of any screen; its code is fetched when first asked for. */
export function WhyHost() {
  const [why, setWhy] = useWhyInAddress();
  const [choosing, setChoosing] = useState(false);
  useEffect(() => onWhy(setWhy), [setWhy]);
  useFigurePresses();
  useKey({ w: () => setChoosing(true) });
  return (
    <Suspense fallback={null}>
      {choosing && !why && <WhyMode onEnd={() => setChoosing(false)} />}
      {why && <WhySheet text={why} onClose={() => setWhy(undefined)} />}
    </Suspense>
  );
}
