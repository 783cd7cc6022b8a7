import { expect, test } from 'vitest';
import { placeCard } from './place';

const room = { width: 1000, height: 800 };
const card = { width: 300, height: 150 };

test('it stands below its target, and above where below is too small', () => {
  expect(placeCard({ left: 50, top: 100, bottom: 300 }, card, room)).toEqual({
    left: 50,
    top: 312,
  });
  expect(placeCard({ left: 50, top: 500, bottom: 700 }, card, room)).toEqual({
    left: 50,
    top: 338,
  });
});

test('beside a target that fills the window it stands in the corner', () => {
  expect(placeCard({ left: 0, top: 20, bottom: 790 }, card, room)).toEqual({ left: 688, top: 638 });
});

test('it never leaves the window', () => {
  expect(placeCard({ left: 980, top: 10, bottom: 40 }, card, room)).toEqual({ left: 688, top: 52 });
  const gone = placeCard({ left: 50, top: -900, bottom: -700 }, card, room);
  expect(gone).toEqual({ left: 688, top: 638 });
});
