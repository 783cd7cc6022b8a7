import { Kbd } from '@mantine/core';
import { Sheet } from '@/components/ui/sheet';

const keys: readonly [string, readonly string[]][] = [
  ['Search symbols, screens and actions', ['Ctrl', 'K']],
  ['The same, from anywhere but a field', ['/']],
  ['This list', ['?']],
  ['Move through the watchlist', ['↑', '↓']],
  ['Open the chosen symbol', ['Enter']],
  ['Move through the rows of a table', ['↑', '↓']],
  ['Open the chosen row', ['Enter']],
  ['Move from bar to bar (chart focused)', ['←', '→']],
  ['Pick the interval: type 1, 5, 15, 60 (minutes), D, W or M on the chart', ['1', '5']],
  ['Zoom the chart', ['+', '−']],
  ['Show the newest bars', ['End']],
  ['Why this number? Choose a number', ['W']],
  ['The same, for the number under the pointer', ['Alt', 'click']],
  ['Close a dialog', ['Esc']],
];

export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  return (
    <Sheet title="Keys" onClose={onClose}>
      <table style={{ width: '100%', borderSpacing: '0 6px' }}>
        <tbody>
          {keys.map(([what, combination]) => (
            <tr key={what}>
              <th scope="row" style={{ textAlign: 'left', fontWeight: 450 }}>
                {what}
              </th>
              <td style={{ textAlign: 'right', whiteSpace: 'nowrap' }}>
                {combination.map((key) => (
                  <Kbd key={key} ml={4}>
                    {key}
                  </Kbd>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}
