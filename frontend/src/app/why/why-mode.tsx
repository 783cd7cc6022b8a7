import { useEffect, useState } from 'react';
import { openWhy } from '@/lib/why';
import styles from './why.module.css';

const FIGURES = '[data-why], [data-why-area]';

function isShown(element: Element): boolean {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}

/** Every figure in reading order; a region counts where it has no figure of its own. */
export function figuresOnScreen(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(FIGURES)].filter(
    (one) => isShown(one) && (one.dataset['why'] !== undefined || !one.querySelector(FIGURES)),
  );
}

/** Where choosing begins: inside what has the focus, else at the first figure of the screen. */
export function firstAt(figures: readonly HTMLElement[], focused: Element | null): number {
  const inside = figures.findIndex((one) => focused?.contains(one) || one.contains(focused));
  const main = figures.findIndex((one) => one.closest('main'));
  return Math.max(0, focused && focused !== document.body ? inside : main);
}

const MOVES: Record<string, 1 | -1> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

const moveOf = (event: KeyboardEvent): 1 | -1 | undefined => {
  if (event.key === 'Tab') return event.shiftKey ? -1 : 1;
  return MOVES[event.key];
};

function wordsFor(chosen: HTMLElement | undefined): string {
  if (!chosen) return 'No number on this screen yet. Esc ends.';
  const text = chosen.textContent?.trim().slice(0, 40) ?? '';
  return `Why this number? ${text} · arrows choose, Enter explains, Esc ends`;
}

/** Chooses a figure by keys or by a press, then explains it. */
export function WhyMode({ onEnd }: { onEnd: () => void }) {
  const [figures] = useState(figuresOnScreen);
  const [at, setAt] = useState(() => firstAt(figures, document.activeElement));
  const chosen = figures[at];
  useEffect(() => {
    if (!chosen) return;
    chosen.setAttribute('data-why-chosen', '');
    chosen.scrollIntoView({ block: 'nearest' });
    return () => chosen.removeAttribute('data-why-chosen');
  }, [chosen]);
  useEffect(() => {
    const open = (element: HTMLElement | undefined) => {
      onEnd();
      const text = element?.dataset['why'] ?? element?.dataset['whyArea'];
      if (text) openWhy(text);
    };
    const onKey = (event: KeyboardEvent) => {
      const step = moveOf(event);
      if (step) setAt((now) => (now + step + figures.length) % Math.max(1, figures.length));
      else if (event.key === 'Enter') open(chosen);
      else if (event.key === 'Escape' || event.key === 'w') onEnd();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onClick = (event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      event.preventDefault();
      event.stopPropagation();
      open(target?.closest<HTMLElement>(FIGURES) ?? undefined);
    };
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('click', onClick, true);
    document.body.setAttribute('data-why-mode', '');
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('click', onClick, true);
      document.body.removeAttribute('data-why-mode');
    };
  }, [figures, chosen, onEnd]);
  return (
    <div className={styles.bar} role="status">
      {wordsFor(chosen)}
    </div>
  );
}
