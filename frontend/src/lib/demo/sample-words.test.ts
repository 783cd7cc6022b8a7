import { expect, test } from 'vitest';
import { countWords, goingWords } from './sample-words';

const item = (kind: 'rule' | 'pair' | 'scan', title: string, edited = false) => ({
  kind,
  id: title,
  title,
  edited,
});

test('kinds are counted, and none is named that is not there', () => {
  expect(countWords([item('rule', 'a'), item('rule', 'b'), item('scan', 'c')])).toBe(
    '2 alert rules with their events and 1 scan of pairs',
  );
});

test('what was changed is named as staying', () => {
  expect(goingWords({ items: [item('pair', 'KO ~ PEP'), item('rule', 'Rule on KO', true)] })).toBe(
    'These go for good: 1 watched pair. You changed, and keep: Rule on KO.',
  );
  expect(goingWords({ items: [item('rule', 'Rule on KO', true)] })).toBe(
    'Nothing goes. You changed, and keep: Rule on KO.',
  );
});
