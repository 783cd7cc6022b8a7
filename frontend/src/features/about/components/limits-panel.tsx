import { Panel } from '@/components/ui/panel';
import { limits } from '../lib/limits';
import styles from './about.module.css';

/** What not to expect; of the demo's data only where they are what is shown. */
export function LimitsPanel({ demo }: { demo: boolean }) {
  return (
    <Panel title="Known limits">
      <dl className={styles.limits}>
        {limits
          .filter((limit) => demo || !limit.demo)
          .map(({ title, words }) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{words}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
}
