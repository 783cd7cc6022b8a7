import { RemoveSamples } from '@/components/samples/remove-samples';
import { Tag } from '@/components/ui/badges';
import { Panel } from '@/components/ui/panel';
import { useSamples } from '@/lib/api/samples';
import { countWords } from '@/lib/sample-words';
import styles from './settings.module.css';

/** What came with the demo, and the way to be rid of it; nothing where there is none. */
export function SamplesPanel() {
  const { data } = useSamples();
  if (!data?.made_at || data.items.length === 0) return null;
  return (
    <Panel
      title="Samples"
      badge={data.preparing && <Tag tone="info">being prepared</Tag>}
      subtitle="Made for you at the first start by the same services that you use."
    >
      <div className={styles.rows}>
        <p style={{ margin: 0 }}>{countWords(data.items)}.</p>
        <RemoveSamples samples={data} />
      </div>
    </Panel>
  );
}
