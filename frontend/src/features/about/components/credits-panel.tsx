import { type Column, DataTable } from '@/components/tables/data-table';
import { Panel } from '@/components/ui/panel';
import { type Credit, credits } from '../lib/credits';
import styles from './about.module.css';

const columns: Column<Credit>[] = [
  {
    id: 'name',
    header: 'Software',
    value: (row) => row.name,
    cell: (row) => (
      <a href={row.link} target="_blank" rel="noreferrer">
        {row.name}
      </a>
    ),
  },
  { id: 'use', header: 'Used for', value: (row) => row.use },
  { id: 'licence', header: 'Licence', value: (row) => row.licence },
];

/** Whose work this stands on; the first line is the notice that the chart library asks for. */
export function CreditsPanel() {
  return (
    <Panel title="Software and licences" subtitle="Sightline itself is under Apache-2.0.">
      <p className={styles.words}>
        TradingView Lightweight Charts™. Copyright © 2025 TradingView, Inc.{' '}
        <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
          https://www.tradingview.com/
        </a>
      </p>
      <DataTable
        label="Software and licences"
        columns={columns}
        rows={credits}
        rowKey={(row) => row.name}
        filter={false}
        csvName="sightline-software"
      />
    </Panel>
  );
}
