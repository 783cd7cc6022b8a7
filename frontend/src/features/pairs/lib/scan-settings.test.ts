import { expect, it } from 'vitest';
import { settingsOfScan, settingsShown } from './scan-settings';

const params = { symbols: ['KO', 'PEP', 'JNJ'], interval: '1h', log: false, fdr: 0.05 };
const asked = { universe: ['KO', 'PEP', 'JNJ'], scanned: '1h', log: false, fdr: 5 } as const;
const view = { universe: [], scanned: '1d', log: true, fdr: 10 } as const;

it('reads what a scan was asked', () => {
  expect(settingsOfScan(params)).toEqual(asked);
});

it('reads nothing from a job that does not say it', () => {
  expect(settingsOfScan(undefined)).toBeNull();
  expect(settingsOfScan({ ...params, symbols: 'KO' })).toBeNull();
  expect(settingsOfScan({ ...params, interval: '2d' })).toBeNull();
  expect(settingsOfScan({ ...params, fdr: null })).toBeNull();
});

it('shows the settings of the scan that is opened', () => {
  const shown = settingsShown({ ...view, universe: [] }, settingsOfScan(params), ['SPX']);
  expect(shown).toEqual(asked);
});

it('keeps what a person has entered', () => {
  const entered = { ...view, universe: ['IBM', 'AAPL'] };
  expect(settingsShown(entered, settingsOfScan(params), ['SPX'])).toEqual(entered);
});

it('proposes the watched symbols where there is no scan', () => {
  expect(settingsShown({ ...view, universe: [] }, null, ['SPX']).universe).toEqual(['SPX']);
});
