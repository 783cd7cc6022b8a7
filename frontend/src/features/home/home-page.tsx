import { Column, Columns, Page } from '@/components/ui/page';
import { AlertsPanel } from './components/alerts-panel';
import { DataPanel } from './components/data-panel';
import { DemoPanel } from './components/demo-panel';
import { ForecastPanel } from './components/forecast-panel';
import { JobsPanel } from './components/jobs-panel';
import { NewsPanel } from './components/news-panel';
import { SetupPanel } from './components/setup-panel';
import { WatchPanel } from './components/watch-panel';

/** One column that is as wide as its place, however wide a table in it would like to be. */
const STACK = { display: 'grid', gap: 12, gridTemplateColumns: 'minmax(0, 1fr)' };

/** Where a day starts: what is watched, what is being worked on, what the data are. */
export function HomePage() {
  return (
    <Page title="Home">
      <DemoPanel />
      <Columns>
        <Column span={9}>
          <div style={STACK}>
            <SetupPanel />
            <NewsPanel />
            <div id="watchlist">
              <WatchPanel />
            </div>
            <ForecastPanel />
          </div>
        </Column>
        <Column span={3}>
          <div style={STACK}>
            <AlertsPanel />
            <JobsPanel />
            <DataPanel />
          </div>
        </Column>
      </Columns>
    </Page>
  );
}
