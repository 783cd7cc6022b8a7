import '@/theme/mantine-forms.css';
import { Button, TextInput } from '@mantine/core';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useMemo,
  useRef,
  useState,
} from 'react';
import { downloadCsv } from '@/lib/download';
import { MISSING } from '@/lib/format/number';
import { useWindow } from '@/lib/use-window';
import { type WhyRef, whyFigure } from '@/lib/why';
import styles from './data-table.module.css';
import { type CellValue, filterRows, nextSort, type Sort, sortRows } from './table-rows';

export type { CellValue } from './table-rows';

export type Column<T> = {
  id: string;
  header: string;
  /** The raw value: what sorting, filtering and CSV use. */
  value: (row: T) => CellValue;
  /** How it is shown; the raw value by default. */
  cell?: (row: T) => ReactNode;
  /** Right aligned, in tabular figures. */
  numeric?: boolean;
  sortable?: boolean;
  /** Left out on narrow screens; CSV and filter keep it. */
  wide?: boolean;
  /** One line, cut with an ellipsis; for names. */
  clip?: boolean;
  width?: number | string;
  /** Where the cell's figure comes from. */
  why?: (row: T) => WhyRef | undefined;
};

export type DataTableProps<T> = {
  /** Names the table for screen readers. */
  label: string;
  /** A heading above the table, beside its filter and CSV button. */
  title?: ReactNode;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  onOpen?: (row: T) => void;
  selectedKey?: string | undefined;
  initialSort?: { id: string; desc?: boolean };
  /** Shows the filter field. On by default for more than 8 rows. */
  filter?: boolean;
  /** File name of the CSV, without ending; no button without it. */
  csvName?: string;
  /** Height in pixels after which the rows scroll; long tables paint only what is visible. */
  height?: number;
  empty?: ReactNode;
};

const ROW_HEIGHT = 31;
const VIRTUAL_FROM = 120;

const sortMarks = { asc: ' ▲', desc: ' ▼' } as const;
const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

type HeadsProps<T> = {
  columns: readonly Column<T>[];
  sort: Sort | null;
  onSort: (column: Column<T>) => void;
};

function Head<T>({ column, sort, onSort }: Omit<HeadsProps<T>, 'columns'> & { column: Column<T> }) {
  const order = sort?.desc ? 'desc' : 'asc';
  const direction = sort?.id === column.id ? order : null;
  return (
    <th
      scope="col"
      className={cellClass(column)}
      style={column.width === undefined ? {} : { width: column.width }}
      aria-sort={direction ? ariaSort[direction] : undefined}
    >
      {(column.sortable ?? true) ? (
        <button type="button" className={styles.sort} onClick={() => onSort(column)}>
          {column.header}
          <span aria-hidden>{direction ? sortMarks[direction] : ''}</span>
        </button>
      ) : (
        <div className={styles.plain}>{column.header}</div>
      )}
    </th>
  );
}

function Heads<T>({ columns, sort, onSort }: HeadsProps<T>) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <Head key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

function cellClass<T>({ numeric, clip, wide }: Column<T>): string {
  const names = [numeric && styles.right, clip && styles.clip, wide && styles.wide];
  return names.filter(Boolean).join(' ');
}

/** Buttons and links inside a row do their own thing. */
const isControl = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a, button, input, label') !== null;

/** Up and down move between rows, Home and End jump, Enter opens. */
function moveRow(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const row = (event.target as HTMLElement).closest('tr');
  if (!row || event.target !== row) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tr[tabindex]')];
  const at = rows.indexOf(row);
  const targets: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: rows.length - 1,
  };
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  rows[target]?.focus();
}

function Body<T>({
  rows,
  props,
  scroller,
}: {
  rows: readonly T[];
  props: DataTableProps<T>;
  scroller: React.RefObject<HTMLDivElement | null>;
}) {
  const { columns, onOpen, selectedKey } = props;
  const virtual = props.height !== undefined && rows.length > VIRTUAL_FROM;
  const window = useWindow(scroller, ROW_HEIGHT, rows.length);
  const { first, end } = virtual ? window : { first: 0, end: rows.length };
  const shown = rows.slice(first, end);
  const spacer = (height: number) =>
    height > 0 ? (
      <tr aria-hidden>
        <td className={styles.spacer} colSpan={columns.length} style={{ height }} />
      </tr>
    ) : null;
  return (
    <tbody onKeyDown={moveRow}>
      {spacer(first * ROW_HEIGHT)}
      {shown.map((row, offset) => {
        const key = props.rowKey(row);
        return (
          <tr
            key={key}
            tabIndex={0}
            className={`${onOpen ? styles.active : ''} ${key === selectedKey ? styles.selected : ''}`}
            aria-rowindex={first + offset + 2}
            {...(onOpen && { 'data-opens': '' })}
            onClick={(event) => {
              if (!isControl(event.target)) onOpen?.(row);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && event.target === event.currentTarget) onOpen?.(row);
            }}
          >
            {columns.map((column) => (
              <td key={column.id} className={cellClass(column)} {...whyFigure(column.why?.(row))}>
                {column.cell ? column.cell(row) : String(column.value(row) ?? MISSING)}
              </td>
            ))}
          </tr>
        );
      })}
      {spacer((rows.length - end) * ROW_HEIGHT)}
    </tbody>
  );
}

/** A table that sorts, filters, moves by keys and saves as CSV. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, initialSort, csvName, height } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<Sort | null>(
    initialSort ? { id: initialSort.id, desc: initialSort.desc ?? false } : null,
  );
  const [filter, setFilter] = useState('');
  const shown = useMemo(
    () => sortRows(filterRows(rows, columns, filter), columns, sort),
    [rows, columns, filter, sort],
  );
  const showFilter = props.filter ?? rows.length > 8;
  const save = () =>
    downloadCsv(
      csvName ?? label,
      columns.map((column) => column.header),
      shown.map((row) => columns.map((column) => column.value(row))),
    );
  const style = height === undefined ? {} : ({ '--table-height': `${height}px` } as CSSProperties);
  return (
    <div>
      {(showFilter || csvName || props.title) && (
        <div className={styles.tools}>
          {props.title && <h3 className={styles.heading}>{props.title}</h3>}
          {showFilter && (
            <TextInput
              className={styles.filter}
              size="xs"
              placeholder="Filter"
              aria-label={`Filter ${label}`}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
            />
          )}
          {filter && (
            <span className={styles.count} role="status">
              {shown.length} of {rows.length}
            </span>
          )}
          {csvName && (
            <Button className={styles.export} size="compact-xs" variant="default" onClick={save}>
              CSV
            </Button>
          )}
        </div>
      )}
      <div ref={scroller} className={styles.scroll} style={style} tabIndex={height ? 0 : -1}>
        <table className={styles.table} aria-label={label} aria-rowcount={rows.length + 1}>
          <Heads
            columns={columns}
            sort={sort}
            onSort={(column) => setSort(nextSort(sort, column.id, column.numeric ?? false))}
          />
          <Body rows={shown} props={props} scroller={scroller} />
        </table>
      </div>
      {shown.length === 0 && (
        <p className={`${styles.plain} ${styles.none}`}>
          {filter ? `Nothing matches “${filter}”.` : (props.empty ?? 'No rows.')}
        </p>
      )}
    </div>
  );
}
