import { describe, expect, it } from 'vitest';
import { linesSentence } from './lines';

const counts = {
  lines: 1_020,
  accepted: 1_008,
  warnings_total: 4,
  rejected_total: 3,
  header_lines: 2,
  blank_lines: 2,
  continued_lines: 1,
};

describe('the lines of a file', () => {
  it('are each counted once, so that the parts add up to the whole', () => {
    const sentence = linesSentence(counts);
    expect(sentence).toBe(
      '1,020 lines in the file: 1,008 accepted, 4 with a warning, 3 rejected, 2 header, 2 blank, ' +
        '1 continued from the line before.',
    );
    const [whole, ...parts] = (sentence.match(/[\d,]*\d/g) ?? []).map((one) =>
      Number(one.replaceAll(',', '')),
    );
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole);
  });

  it('leave out what there is none of', () => {
    const plain = { ...counts, lines: 3, accepted: 2, header_lines: 1 };
    const none = { warnings_total: 0, rejected_total: 0, blank_lines: 0, continued_lines: 0 };
    expect(linesSentence({ ...plain, ...none })).toBe('3 lines in the file: 2 accepted, 1 header.');
  });
});
