import { whyArea } from '@/lib/why';
import type { FindingLook } from '../api/finding';
import { sourcesOf, unusualOf } from '../lib/evidence';
import styles from './data-health.module.css';

/** The figures behind a finding, where its sentence has no room for them. */
export function Evidence({ look }: { look: FindingLook }) {
  return (
    <div {...whyArea({ measure: 'health.finding', params: { id: look.id } })}>
      <Sources look={look} />
      <Unusual look={look} />
    </div>
  );
}

function Sources({ look }: { look: FindingLook }) {
  const found = sourcesOf(look);
  if (!found) return null;
  return (
    <table className={`${styles.changes} ${styles.evidence}`} aria-label="The bar by both sources">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col">Here</th>
          <th scope="col">{found.source}</th>
        </tr>
      </thead>
      <tbody>
        {found.rows.map(({ figure, here, there }) => (
          <tr key={figure}>
            <td>{figure}</td>
            <td>{here}</td>
            <td>{there}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Unusual({ look }: { look: FindingLook }) {
  const found = unusualOf(look);
  if (!found) return null;
  return (
    <table
      className={`${styles.changes} ${styles.evidence}`}
      aria-label="What makes the bar unusual"
    >
      <caption className="dim">
        Unusual by an isolation forest on the symbol’s own history, score {found.score} of 1
      </caption>
      <thead>
        <tr>
          <th scope="col">Odd in</th>
          <th scope="col">Value</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {found.reasons.map(({ name, value, share }) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{value}</td>
            <td>{share}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
