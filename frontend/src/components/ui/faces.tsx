/** The faces of every asynchronous view: loading, empty, error, stale; data is the caller's. */
import { Button, Skeleton } from '@mantine/core';
import { createContext, type ReactNode, use } from 'react';
import { type Problem, problemOf } from '@/lib/api/problem';
import { formatAge } from '@/lib/format/time';
import styles from './faces.module.css';

const widths = ['100%', '92%', '97%', '84%', '95%', '70%'];

/** Grey lines in the shape of text. Give `height` for one block in the shape of a chart. */
export function Loading({ lines = 4, height }: { lines?: number; height?: number | string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading">
      {height !== undefined ? (
        <Skeleton height={height} />
      ) : (
        Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity and never move
          <Skeleton key={line} height={13} width={widths[line % widths.length] ?? '100%'} />
        ))
      )}
    </div>
  );
}

/** One sentence and at most one action. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={`${styles.face} ${styles.empty}`}>
      <p>{children}</p>
      {action}
    </div>
  );
}

const fixes: Record<string, string> = {
  unreachable: 'It is retried automatically; you can also retry now.',
  unknown_symbol: 'Check the spelling, or use the search at the top.',
};

const Said = createContext<unknown>(null);

/** Parts of a screen whose cause of failure stands above them: the same cause is not said again. */
export const SaidAbove = ({ error, children }: { error: unknown; children: ReactNode }) => (
  <Said value={error}>{children}</Said>
);

/** Whether a refusal is the one that stands above: of the same kind, about the same symbol. */
function isSame(said: unknown, problem: Problem): boolean {
  if (!said) return false;
  const { code, detail, symbol } = problemOf(said);
  return code === problem.code && (symbol ? symbol === problem.symbol : detail === problem.detail);
}

/** What is not implemented where it is asked will not be there the next time either. */
const NOT_THERE = 501;

/** Cause, fix and a way to try again. */
export function Failure({
  error,
  onRetry,
  title,
  fix,
}: {
  error: unknown;
  onRetry?: (() => void) | undefined;
  title?: string;
  fix?: ReactNode;
}) {
  const problem = problemOf(error);
  const said = use(Said);
  if (isSame(said, problem)) return <Empty>No numbers, for the reason above.</Empty>;
  const advice = fix ?? fixes[problem.code];
  // A refusal of one field often has that field's sentence as its own: it is said once.
  const fields = (problem.errors ?? []).filter(({ message }) => message !== problem.detail);
  return (
    <div className={`${styles.face} ${styles.error}`} role="alert">
      <p className={styles.heading}>{title ?? problem.title}</p>
      <p>{problem.detail}</p>
      {fields.length > 0 && (
        <ul className={styles.fields}>
          {fields.map(({ field, message }) => (
            <li key={`${field}:${message}`}>
              {field && <strong>{field}: </strong>}
              {message}
            </li>
          ))}
        </ul>
      )}
      {advice && <p className="dim">{advice}</p>}
      {onRetry && problem.status !== NOT_THERE && (
        <Button variant="default" size="xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Data that could not be renewed: shown, with its age and the cause. */
export function Stale({
  since,
  title = 'Not the newest.',
  cause,
  onRetry,
}: {
  since?: string | number | Date | null;
  /** Stands in the place of the age. */
  title?: string;
  cause?: string;
  onRetry?: () => void;
}) {
  return (
    <div className={`${styles.face} ${styles.stale}`} role="status">
      <span>
        <strong>{since ? `From ${formatAge(since)}. ` : `${title} `}</strong>
        {cause}
      </span>
      {onRetry && (
        <Button variant="default" size="compact-xs" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

export type AsyncQuery<T> = {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  dataUpdatedAt?: number;
  refetch: () => unknown;
};

export type AsyncProps<T> = {
  query: AsyncQuery<T>;
  children: (data: T) => ReactNode;
  /** What stands in while loading; three lines by default. */
  loading?: ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  errorTitle?: string;
};

/** Picks the right face for a query and hands the data to its child. */
export function Async<T>({ query, children, loading, isEmpty, empty, errorTitle }: AsyncProps<T>) {
  const retry = () => void query.refetch();
  const { data } = query;
  if (data === undefined) {
    if (query.error) {
      return (
        <Failure error={query.error} onRetry={retry} {...(errorTitle && { title: errorTitle })} />
      );
    }
    return loading ?? <Loading />;
  }
  if (isEmpty?.(data)) return empty ?? <Empty>Nothing here yet.</Empty>;
  return (
    <>
      {Boolean(query.error) && (
        <Stale
          since={query.dataUpdatedAt ?? null}
          cause={problemOf(query.error).detail}
          onRetry={retry}
        />
      )}
      {children(data)}
    </>
  );
}
