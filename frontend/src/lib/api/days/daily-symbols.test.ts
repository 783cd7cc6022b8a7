import { expect, it } from 'vitest';
import type { Instrument } from '../market-types';
import { dailySymbols } from './daily-symbols';

const instrument = (symbol: string, last_bar: string | null, simulated = false) =>
  ({ symbol, first_bar: '1990-01-02', last_bar, simulated }) as Instrument;

it('keeps the order and drops what is simulated or ends earlier', () => {
  const known = [
    instrument('KO', '2022-12-28'),
    instrument('IBM', '2013-03-01'),
    instrument('BTCUSDT', null, true),
    instrument('AAPL', '2022-12-28'),
  ];
  expect(dailySymbols(['BTCUSDT', 'AAPL', 'IBM', 'KO', 'LOST'], known)).toEqual(['AAPL', 'KO']);
});
