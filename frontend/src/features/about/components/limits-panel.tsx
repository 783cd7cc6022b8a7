import { Panel } from '@/components/ui/panel';
import { limits } from '../lib/limits';
import styles from './about.module.css';

/** What not to expect. */
export function LimitsPanel() {
  return (
    <Panel title="Limits, stated plainly">
      <dl className={styles.limits}>
        {limits.map(({ title, words }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
