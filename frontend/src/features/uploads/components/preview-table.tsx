import type { Preview } from '../api/uploads';
import { type Draft, type Role, roleLabels, roleOf, roles, withRole } from '../lib/draft';
import styles from './uploads.module.css';

const ROWS = 6;

/** The first lines under the columns they were cut into; each column's role can be changed. */
export function PreviewTable({
  preview,
  onChange,
}: {
  preview: Preview;
  onChange: (patch: Partial<Draft>) => void;
}) {
  const { columns, mapping, rows } = preview;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keys
    <section className={styles.scroll} aria-label="First lines of the file" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((name, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
              <th key={column} scope="col">
                <span className={styles.columnName}>{name}</span>
                <select
                  aria-label={`Role of ${name}`}
                  className={styles.role}
                  value={roleOf(mapping, column)}
                  onChange={(event) =>
                    onChange({
                      columns: withRole(mapping, column, event.currentTarget.value as Role | ''),
                    })
                  }
                >
                  <option value="">Not used</option>
                  {roles.map((role) => (
                    <option key={role} value={role}>
                      {roleLabels[role]}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS).map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
            <tr key={line}>
              {columns.map((_name, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={column} className={roleOf(mapping, column) ? 'num' : 'num dim'}>
                  {row[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
