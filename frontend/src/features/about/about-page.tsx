import { openFaces } from '@backend/faces';
import { StreamPanel } from '@/components/stream-state/stream-panel';
import { Tag } from '@/components/ui/badges';
import { Page } from '@/components/ui/page';
import { useMeta } from '@/lib/api/meta';
import styles from './components/about.module.css';
import { CreditsPanel } from './components/credits-panel';
import { DataPanel, LiveDataPanel } from './components/data-panel';
import { LimitsPanel } from './components/limits-panel';

/** What this is, what its data are, what it stands on and what it cannot do. */
export function AboutPage() {
  const meta = useMeta();
  const demo = meta.data?.mode === 'demo';
  return (
    <Page
      title="About Sightline"
      lead="Forecasts with calibrated uncertainty, and what they cannot do."
      actions={
        meta.data && (
          <>
            <Tag>version {meta.data.version}</Tag>
            <Tag tone="info">{openFaces[meta.data.mode].text}</Tag>
            <a href="/api/docs/">API documentation</a>
          </>
        )
      }
    >
      <div className={styles.grid}>
        <div className={styles.wide}>{demo ? <DataPanel /> : <LiveDataPanel />}</div>
        <div className={styles.wide}>
          <StreamPanel />
        </div>
        <LimitsPanel demo={demo} />
        <CreditsPanel />
      </div>
    </Page>
  );
}
