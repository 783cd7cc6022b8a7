import { Button } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { goToStep, leaveTour, useTourStep } from '@/lib/demo/tour';
import { placeCard } from './place';
import { steps, type TourStep } from './steps';
import styles from './tour.module.css';
import { type Target, useTarget } from './use-target';

/** The tour while somebody takes it; the focus goes back to where it was when they leave. */
export function Tour() {
  const at = useTourStep();
  const step = at === null ? undefined : steps[at];
  return at !== null && step ? <Taken at={at} step={step} /> : null;
}

function Taken({ at, step }: { at: number; step: TourStep }) {
  useFocusBack();
  useEscape(leaveTour);
  return <Step key={at} at={at} step={step} />;
}

function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      const there = before instanceof HTMLElement && before.isConnected && before !== document.body;
      (there ? before : document.getElementById('main'))?.focus({ preventScroll: true });
    };
  }, []);
}

/** One Escape closes one layer: what lies above the tour goes first. */
function useEscape(leave: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('dialog[open], [popover]:not([data-tour-card])')) return;
      leave();
    };
    // Before others see it: a layer that closes on the same press would be gone when we look.
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, [leave]);
}

function Step({ at, step }: { at: number; step: TourStep }) {
  const router = useRouter();
  const target = useTarget(step.target);
  const card = useRef<HTMLDivElement>(null);
  const heading = useId();
  const go = () => router.history.push(step.to);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step goes to its screen once
  useEffect(() => {
    const { pathname, searchStr } = router.state.location;
    if (`${pathname}${searchStr}` !== step.to) go();
  }, []);
  useLayoutEffect(() => {
    card.current?.showPopover?.();
    card.current?.focus({ preventScroll: true });
  }, []);
  const place = usePlace(card, target.state === 'found' ? target.box : null);
  const last = at === steps.length - 1;
  return (
    <>
      {target.state === 'found' && <Frame box={target.box} />}
      <div
        ref={card}
        popover="manual"
        data-tour-card
        role="dialog"
        aria-labelledby={heading}
        tabIndex={-1}
        className={`${styles.card} ${isLow(target) ? styles.upper : ''}`}
        style={place}
      >
        <p className={styles.count}>
          Step {at + 1} of {steps.length}
        </p>
        <h2 id={heading} className={styles.title}>
          {step.title}
        </h2>
        <p className={styles.words}>{step.words}</p>
        {target.state === 'missing' && (
          <p className={styles.words} role="status">
            Not here at the moment. {step.missing}{' '}
            <button type="button" className={styles.link} onClick={go}>
              Go to its screen
            </button>
          </p>
        )}
        <div className={styles.buttons}>
          <Button size="xs" variant="default" onClick={leaveTour}>
            Leave
          </Button>
          <span className={styles.gap} />
          {at > 0 && (
            <Button size="xs" variant="default" onClick={() => goToStep(at - 1)}>
              Back
            </Button>
          )}
          <Button size="xs" onClick={() => (last ? leaveTour() : goToStep(at + 1))}>
            {last ? 'Finish' : 'Next'}
          </Button>
        </div>
      </div>
    </>
  );
}

/** Whether a figure stands in the lower half: on a phone the card then stands above it. */
const isLow = (target: Target) => target.state === 'found' && target.box.top > innerHeight / 2;

function usePlace(card: RefObject<HTMLElement | null>, box: DOMRect | null) {
  const [place, setPlace] = useState({});
  useLayoutEffect(() => {
    if (!card.current || !box) return;
    const { offsetWidth: width, offsetHeight: height } = card.current;
    if (innerWidth <= NARROW) return setPlace({});
    setPlace(placeCard(box, { width, height }, { width: innerWidth, height: innerHeight }));
  }, [card, box]);
  return box ? place : {};
}

/** As in tour.module.css: the card then fills the width. */
const NARROW = 700;
const AROUND = 4;

/** The frame round the figure; nothing behind it is out of reach. */
function Frame({ box }: { box: DOMRect }) {
  return (
    <div
      aria-hidden
      className={styles.frame}
      style={{
        left: box.left - AROUND,
        top: box.top - AROUND,
        width: box.width + 2 * AROUND,
        height: box.height + 2 * AROUND,
      }}
    />
  );
}
