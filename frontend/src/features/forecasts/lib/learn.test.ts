import { describe, expect, it } from 'vitest';
import { nothingToLearn } from './learn';

const words = /no symbol has real daily history/;

describe('nothingToLearn', () => {
  it('names the cause while no symbol has a daily bar', () => {
    expect(nothingToLearn([])).toMatch(words);
    expect(nothingToLearn([{ last_bar: null, simulated: false }])).toMatch(words);
  });

  it('does not count simulated prices as history', () => {
    expect(nothingToLearn([{ last_bar: '2024-05-01', simulated: true }])).toMatch(words);
  });

  it('is silent as soon as one symbol has history, an upload too', () => {
    const fetched = { last_bar: '2024-05-01', simulated: false };
    expect(nothingToLearn([{ last_bar: null, simulated: false }, fetched])).toBeNull();
  });
});
