import { upToADay } from '@/lib/intervals';
import { flag, number, oneOf, type StateOf, text } from '@/lib/url-state';
import { alertKinds, hedgeMethods } from '@/types/limits';
import type { RuleForm } from './rule-form';

/** What the address of the alerts screen says: `edit` is `new` or a rule's id, the rest fills in. */
export const alertsView = {
  edit: text(''),
  events: oneOf(['open', 'all'], 'open'),
  kind: oneOf(alertKinds, 'price'),
  symbol: text(''),
  x: text(''),
  interval: oneOf(upToADay, '1m'),
  window: number(60),
  method: oneOf(hedgeMethods, 'rolling_ols'),
  log: flag(true),
  intercept: flag(true),
  level: text(''),
};

export type AlertsView = StateOf<typeof alertsView>;

/** What another screen filled in for a new rule. */
export function givenOf(view: AlertsView): Partial<RuleForm> {
  const level = Number(view.level);
  return {
    kind: view.kind,
    ...(view.symbol && { symbol: view.symbol }),
    symbolX: view.x,
    interval: view.interval,
    window: view.window,
    method: view.method,
    log: view.log,
    intercept: view.intercept,
    ...(view.level !== '' && Number.isFinite(level) && { threshold: level }),
  };
}

/** An address without what was filled in. */
export const cleared = {
  edit: '',
  kind: 'price',
  symbol: '',
  x: '',
  interval: '1m',
  window: 60,
  method: 'rolling_ols',
  log: true,
  intercept: true,
  level: '',
} as const;
