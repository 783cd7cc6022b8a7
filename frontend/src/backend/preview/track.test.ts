import { expect, it } from 'vitest';
import { Track } from './track';

const recorded = {
  state: { price: 1, symbol: 'KO' },
  events: [
    [100, { price: 2 }, 1],
    [900, { price: 3 }, 1],
    [1500, { symbol: 'PEP' }],
  ] as [number, unknown, 1?][],
};

it('begins with the state of the moment at which somebody subscribes', () => {
  expect(new Track(recorded).begin({ at: 950, round: 0 })).toEqual([
    { type: 'snapshot', seq: 2, epoch: 'round 0', data: { price: 3, symbol: 'KO' } },
  ]);
});

it('plays each event once, in whole, under consecutive numbers', () => {
  const track = new Track(recorded);
  track.begin({ at: 0, round: 0 });
  expect(track.next({ at: 90, round: 0 })).toEqual([]);
  const played = track.next({ at: 2_000, round: 0 });
  expect(played.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(played.map(({ data }) => data)).toEqual([
    { price: 2, symbol: 'KO' },
    { price: 3, symbol: 'KO' },
    { symbol: 'PEP' },
  ]);
  expect(track.next({ at: 2_000, round: 0 })).toEqual([]);
});

it('begins a new round with the state of the start, under an epoch of its own', () => {
  const track = new Track(recorded);
  track.begin({ at: 2_000, round: 0 });
  expect(track.next({ at: 50, round: 1 })).toEqual([
    { type: 'snapshot', seq: 0, epoch: 'round 1', data: { price: 1, symbol: 'KO' } },
  ]);
  expect(track.next({ at: 150, round: 1 })[0]).toMatchObject({ seq: 1, data: { price: 2 } });
});
