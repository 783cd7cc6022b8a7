/** Short messages about events, kept in a list until the page is left. */

export type ToastTone = 'plain' | 'ok' | 'bad';
export type Toast = { id: number; title: string; message: string; tone: ToastTone; at: number };

const KEPT = 50;

let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

export function toast(input: { title: string; message?: string; tone?: ToastTone }): void {
  const { title, message = '', tone = 'plain' } = input;
  toasts = [{ id: next++, title, message, tone, at: Date.now() }, ...toasts].slice(0, KEPT);
  for (const listener of listeners) listener();
}

export const readToasts = (): readonly Toast[] => toasts;

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
