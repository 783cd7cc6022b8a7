/** "Why this number?": how a figure names its measure, and how its explanation is opened. */

export type WhyParams = Record<string, string | number | boolean | null | undefined>;

/** A measure of the catalogue with the parameters that its screen asks with. */
export type WhyRef = { measure: string; params?: WhyParams | undefined };

/** As it stands in the page and in the address: `risk.sharpe?symbol=AAPL&period=1y`. */
export function whyText({ measure, params = {} }: WhyRef): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value === null || value === undefined || value === '') continue;
    query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${measure}?${text}` : measure;
}

/** Marks an element as one figure: a click on it, or W and Enter, explains it. */
export const whyFigure = (why: WhyRef | undefined) => (why ? { 'data-why': whyText(why) } : {});

/** Marks a region whose plain numbers share one explanation; figures inside may have their own. */
export const whyArea = (why: WhyRef | undefined) => (why ? { 'data-why-area': whyText(why) } : {});

type Listener = (text: string) => void;
const listeners = new Set<Listener>();

/** Returns the way to stop listening. */
export function onWhy(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function openWhy(text: string): void {
  for (const listener of listeners) listener(text);
}

const CONTROLS =
  'a, button, input, select, textarea, label, summary, [role="option"], [data-opens]';

/** The explanation that an element belongs to, its own or its region's. */
export function whyOf(element: Element | null): string | null {
  const near = element?.closest('[data-why], [data-why-area]');
  return near?.getAttribute('data-why') ?? near?.getAttribute('data-why-area') ?? null;
}

/** What a press asks for: a figure by a plain press, any number by one with Alt held. */
export function pressedWhy(target: EventTarget | null, alt: boolean): string | null {
  if (!(target instanceof Element)) return null;
  if (alt) return whyOf(target);
  const figure = target.closest('[data-why]');
  const control = target.closest(CONTROLS);
  if (!figure || (control && figure.contains(control)) || control?.contains(figure)) return null;
  return figure.getAttribute('data-why');
}
