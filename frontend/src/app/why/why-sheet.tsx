import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Tag } from '@/components/ui/badges';
import { Async, Loading } from '@/components/ui/faces';
import { Sheet } from '@/components/ui/sheet';
import { http } from '@/lib/api/http';
import { formatInteger, MISSING } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import { keepsPast } from '@/lib/past/moment';
import type { components } from '@/types/generated';
import styles from './why.module.css';
import { differenceText, valueText } from './why-values';

type Explanation = components['schemas']['Why'];

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

function Second({ found }: { found: Explanation }) {
  const { second, unit } = found;
  if (second.engine === null) return <>{second.note}</>;
  return (
    <>
      {second.engine}:{' '}
      <strong className="num">{valueText(second.value, unit, found.currency)}</strong>{' '}
      {second.difference !== null && <>(difference {differenceText(second.difference)}) </>}
      {second.agrees !== null && (
        <Tag tone={second.agrees ? 'ok' : 'bad'}>{second.agrees ? 'agrees' : 'differs'}</Tag>
      )}
      {second.note}
    </>
  );
}

const Inputs = ({ found }: { found: Explanation }) => (
  <ul className={styles.inputs}>
    {found.inputs.map(({ label, value }) => (
      <li key={label}>
        {label}: <span className="num">{valueText(value, null)}</span>
      </li>
    ))}
    {found.inputs.length === 0 && <li>{found.source}</li>}
  </ul>
);

function Body({ found }: { found: Explanation }) {
  return (
    <div data-why-open={found.measure}>
      <p className={styles.value}>{valueText(found.value, found.unit, found.currency)}</p>
      <p className="dim">
        {found.meaning} {found.sign}
      </p>
      <dl className={styles.list}>
        <Line label="Formula">
          <code className={styles.formula}>{found.formula}</code>
        </Line>
        <Line label="Inputs">
          <Inputs found={found} />
        </Line>
        <Line label="Source">{found.source}</Line>
        <Line label="Provider">{found.provider || MISSING}</Line>
        <Line label="As of">{formatDateTime(found.as_of)}</Line>
        <Line label="Observations">
          <span className="num">{formatInteger(found.observations)}</span>
        </Line>
        <Line label="Defined by">{found.citation}</Line>
        <Line label="Code version">
          <code className={styles.formula}>
            {found.code.package} · {found.code.function} · {found.code.digest}
          </code>
        </Line>
        <Line label="Second engine">
          <Second found={found} />
        </Line>
        <Line label="Link">
          <a href={keepsPast(found.link)}>Reopens this explanation</a>
        </Line>
      </dl>
    </div>
  );
}

/** Where one figure comes from, read from the server when it is opened. */
export function WhySheet({ text, onClose }: { text: string; onClose: () => void }) {
  const query = useQuery({
    queryKey: ['why', text],
    queryFn: ({ signal }) => http.get<Explanation>(`/quality/measures/${text}`, { signal }),
    staleTime: 0,
    retry: false,
  });
  return (
    <Sheet title={query.data?.title ?? 'Why this number?'} width={520} onClose={onClose}>
      <Async query={query} loading={<Loading lines={9} />} errorTitle="No explanation">
        {(found) => <Body found={found} />}
      </Async>
    </Sheet>
  );
}
