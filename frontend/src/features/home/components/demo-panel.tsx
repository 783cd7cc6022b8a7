import { Button } from '@mantine/core';
import { RemoveSamples } from '@/components/samples/remove-samples';
import { Panel } from '@/components/ui/panel';
import { useDisplay, useSaveDisplay } from '@/lib/api/account/display-settings';
import { useSamples } from '@/lib/demo/samples';
import { startTour } from '@/lib/demo/tour';

/** What a demo is, at the first visit: the tour is offered once, the samples can go at once. */
export function DemoPanel() {
  const { data: display } = useDisplay();
  const { data: samples } = useSamples();
  const save = useSaveDisplay();
  if (!samples?.made_at || samples.removed_at || display?.tour_seen !== false) return null;
  const seen = () => save.mutate({ tour_seen: true });
  const start = () => {
    seen();
    startTour();
  };
  return (
    <Panel
      title="New here?"
      subtitle="A tour of six steps shows real figures where they stand; you can leave it at any time."
    >
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'flex-start' }}>
        <Button size="xs" onClick={start}>
          Start the tour
        </Button>
        <Button size="xs" variant="default" onClick={seen}>
          Not now
        </Button>
        <RemoveSamples samples={samples} />
      </div>
      <p className="dim" style={{ margin: '10px 0 0' }}>
        Lists, rules, pairs and runs marked “Sample” came with the demo. Both are in Settings too.
      </p>
    </Panel>
  );
}
