import { Link } from '@tanstack/react-router';
import { type Column, DataTable } from '@/components/tables/data-table';
import { SimulatedTag } from '@/components/ui/badges';
import { Async, Loading } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/config/paths';
import { formatDate } from '@/lib/format/time';
import { type Dataset, type Provenance, useProvenance } from '../api/get-provenance';
import styles from './about.module.css';

const columns: Column<Dataset>[] = [
  {
    id: 'title',
    header: 'Data set',
    value: (row) => row.title,
    cell: (row) => (
      <span>
        {row.title}
        <small className={styles.small}>{row.symbols.join(', ')}</small>
      </span>
    ),
    width: '30%',
  },
  {
    id: 'span',
    header: 'From, to',
    value: (row) => row.first,
    cell: (row) => (
      <span className="num">
        {formatDate(row.first)} to {formatDate(row.last)}
      </span>
    ),
  },
  {
    id: 'fields',
    header: 'Fields',
    value: (row) => row.fields.join(', '),
    cell: (row) => (row.fields.length > 1 ? 'candles, volume' : row.fields.join()),
  },
  {
    id: 'package',
    header: 'Package',
    value: (row) => `${row.package} ${row.version}`,
    cell: (row) => (
      <span>
        <a href={row.url} target="_blank" rel="noreferrer">
          {row.package} {row.version}
        </a>
        <small className={styles.small}>{row.file}</small>
        <small className={styles.small}>First source: {row.source}</small>
      </span>
    ),
    width: '30%',
  },
  { id: 'licence', header: 'Licence', value: (row) => row.licence },
];

const TITLE = 'Data sources';

/** Who sends the prices of an installation in live mode; each instrument names its own source. */
export function LiveDataPanel() {
  return (
    <Panel title={TITLE} subtitle="Nothing is shipped with the product in live mode.">
      <p>
        Prices come from the data providers that are set up in{' '}
        <Link to={paths.settings}>Settings</Link>, from the venue of the live stream and from files
        of your own. Each chart names the source of what it shows, and{' '}
        <Link to={paths.dataHealth}>Data health</Link> lists the source of every series.
      </p>
    </Panel>
  );
}

/** Where every real price of the demo comes from, and which prices are made up. */
export function DataPanel() {
  const provenance = useProvenance();
  return (
    <Panel
      title={TITLE}
      subtitle={provenance.data && `Real daily history, version ${provenance.data.version}`}
    >
      <Async query={provenance} loading={<Loading lines={8} />}>
        {(data) => <Sources data={data} />}
      </Async>
    </Panel>
  );
}

function Sources({ data }: { data: Provenance }) {
  return (
    <>
      <DataTable
        label="Data sets"
        columns={columns}
        rows={data.datasets}
        rowKey={(row) => row.id}
        csvName="sightline-data-sets"
      />
      <p className={styles.simulated}>
        <SimulatedTag /> {data.simulated.symbols.join(', ')}: {data.simulated.text}
      </p>
      <details className={styles.details}>
        <summary>Decisions about these data, what was changed, cautions, licences</summary>
        <dl className={styles.limits}>
          {data.decisions.map((decision) => (
            <div key={decision.title}>
              <dt>{decision.title}</dt>
              <dd>{decision.text}</dd>
            </div>
          ))}
        </dl>
        <dl className={styles.limits}>
          {data.datasets.map((dataset) => (
            <div key={dataset.id}>
              <dt>{dataset.title}</dt>
              <dd>Changes: {dataset.changes}.</dd>
              {dataset.note && <dd>{dataset.note}</dd>}
              <dd>{dataset.caution}</dd>
            </div>
          ))}
        </dl>
        {data.datasets.map((dataset) => (
          <details key={dataset.id} className={styles.details}>
            <summary>
              Licence of {dataset.title} ({dataset.licence})
            </summary>
            <pre className={styles.licence}>{dataset.licence_text}</pre>
          </details>
        ))}
      </details>
    </>
  );
}
