import { Column, Columns, Page } from '@/components/ui/page';
import { AlertsPanel } from './components/alerts-panel';
import { DataPanel } from './components/data-panel';
import { DemoPanel } from './components/demo-panel';
import { ForecastPanel } from './components/forecast-panel';
import { JobsPanel } from './components/jobs-panel';
import { SetupPanel } from './components/setup-panel';
import { WatchPanel } from './components/watch-panel';

/** Where a day starts: what is watched, what is being worked on, what the data are. */
export function HomePage() {
  return (
    <Page title="Home">
      <DemoPanel />
      <Columns>
        <Column span={9}>
          <div style={{ display: 'grid', gap: 12 }}>
            <SetupPanel />
            <div id="watchlist">
              <WatchPanel />
            </div>
            <ForecastPanel />
          </div>
        </Column>
        <Column span={3}>
          <div style={{ display: 'grid', gap: 12 }}>
            <AlertsPanel />
            <JobsPanel />
            <DataPanel />
          </div>
        </Column>
      </Columns>
    </Page>
  );
}
