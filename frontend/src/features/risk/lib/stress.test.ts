import { expect, it } from 'vitest';
import { stressLine } from './stress';

it('names an episode with its dates', () => {
  const episode = {
    name: 'Pandemic crash, 2020',
    start: '2020-02-19T00:00:00Z',
    end: '2020-03-23T00:00:00Z',
    market_return: null,
    loss: 0.35,
  };
  expect(stressLine(episode)).toEqual({
    name: 'Pandemic crash, 2020',
    note: '19 Feb 2020 to 23 Mar 2020',
    loss: 0.35,
  });
});

it('names a shock by its size, with a true minus', () => {
  const shock = { name: 'Market -20 %', start: null, end: null, market_return: -0.2, loss: 0.19 };
  expect(stressLine(shock).name).toBe('Market −20%');
});
