import { Button } from '@mantine/core';
import { RemoveSamples } from '@/components/samples/remove-samples';
import { Tag } from '@/components/ui/badges';
import { Panel } from '@/components/ui/panel';
import { countWords } from '@/lib/demo/sample-words';
import { type Samples, useSamples } from '@/lib/demo/samples';
import { startTour } from '@/lib/demo/tour';
import styles from '../components/settings.module.css';

/** The tour of the demo and what came with it; nothing where the data are live. */
export function SamplesPanel() {
  const { data } = useSamples();
  if (!data) return null;
  return (
    <Panel title="Demo" badge={data.preparing && <Tag tone="info">samples in preparation</Tag>}>
      <div className={styles.rows}>
        <div className={styles.row}>
          <span>
            Tour
            <small>Six steps past real figures.</small>
          </span>
          <Button size="xs" variant="default" onClick={startTour}>
            Start the tour
          </Button>
        </div>
        {data.items.length > 0 && <Came samples={data} />}
      </div>
    </Panel>
  );
}

function Came({ samples }: { samples: Samples }) {
  return (
    <>
      <p style={{ margin: 0 }}>
        Samples came with the demo, made by the same services that you use:{' '}
        {countWords(samples.items)}.
      </p>
      <RemoveSamples samples={samples} />
    </>
  );
}
