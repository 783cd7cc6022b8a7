import { Button, TextInput } from '@mantine/core';
import {
  type ColumnDef,
  flexRender,
  getCoreRowModel,
  getFilteredRowModel,
  getSortedRowModel,
  type Row,
  type SortingState,
  type Table,
  useReactTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useMemo,
  useRef,
  useState,
} from 'react';
import { downloadCsv } from '@/lib/download';
import styles from './data-table.module.css';

export type CellValue = string | number | boolean | null | undefined;

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
  /** One line, cut with an ellipsis; for names. */
  clip?: boolean;
  width?: number | string;
};

export type DataTableProps<T> = {
  /** Names the table for screen readers. */
  label: string;
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

function toColumnDef<T>(column: Column<T>): ColumnDef<T> {
  return {
    id: column.id,
    header: column.header,
    accessorFn: (row) => column.value(row) ?? undefined,
    cell: (context) => {
      const row = context.row.original;
      return column.cell ? column.cell(row) : String(column.value(row) ?? '–');
    },
    enableSorting: column.sortable ?? true,
    sortUndefined: 'last',
    sortDescFirst: column.numeric ?? false,
  };
}

const sortMarks = { asc: ' ▲', desc: ' ▼' } as const;
const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

function Heads<T>({ table, columns }: { table: Table<T>; columns: readonly Column<T>[] }) {
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <thead>
      <tr>
        {table.getFlatHeaders().map(({ column, id }) => {
          const spec = byId.get(id);
          const sorted = column.getIsSorted();
          return (
            <th
              key={id}
              scope="col"
              className={spec?.numeric ? styles.right : undefined}
              style={spec?.width === undefined ? {} : { width: spec.width }}
              aria-sort={sorted ? ariaSort[sorted] : undefined}
            >
              {column.getCanSort() ? (
                <button
                  type="button"
                  className={styles.sort}
                  onClick={column.getToggleSortingHandler()}
                >
                  {spec?.header}
                  <span aria-hidden>{sorted ? sortMarks[sorted] : ''}</span>
                </button>
              ) : (
                <div className={styles.plain}>{spec?.header}</div>
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function cellClass<T>(column: Column<T> | undefined): string | undefined {
  if (column?.numeric) return styles.right;
  return column?.clip ? styles.clip : undefined;
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
  rows: Row<T>[];
  props: DataTableProps<T>;
  scroller: React.RefObject<HTMLDivElement | null>;
}) {
  const { columns, onOpen, selectedKey } = props;
  const virtual = props.height !== undefined && rows.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: virtual ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const before = virtual && first ? first.start : 0;
  const after = virtual && last ? virtualizer.getTotalSize() - last.end : 0;
  const shown = virtual ? items.flatMap((item) => rows[item.index] ?? []) : rows;
  const spacer = (height: number) =>
    height > 0 ? (
      <tr aria-hidden>
        <td className={styles.spacer} colSpan={columns.length} style={{ height }} />
      </tr>
    ) : null;
  return (
    <tbody onKeyDown={moveRow}>
      {spacer(before)}
      {shown.map((row) => (
        <tr
          key={row.id}
          tabIndex={0}
          className={`${onOpen ? styles.active : ''} ${row.id === selectedKey ? styles.selected : ''}`}
          aria-rowindex={row.index + 2}
          onClick={(event) => {
            if (!isControl(event.target)) onOpen?.(row.original);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.target === event.currentTarget)
              onOpen?.(row.original);
          }}
        >
          {row.getVisibleCells().map((cell, at) => (
            <td key={cell.id} className={cellClass(columns[at])}>
              {flexRender(cell.column.columnDef.cell, cell.getContext())}
            </td>
          ))}
        </tr>
      ))}
      {spacer(after)}
    </tbody>
  );
}

/** A table that sorts, filters, moves by keys and saves as CSV. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, rowKey, initialSort, csvName, height } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<SortingState>(
    initialSort ? [{ id: initialSort.id, desc: initialSort.desc ?? false }] : [],
  );
  const [filter, setFilter] = useState('');
  const table = useReactTable<T>({
    data: useMemo(() => [...rows], [rows]),
    columns: useMemo(() => columns.map(toColumnDef), [columns]),
    state: { sorting, globalFilter: filter },
    onSortingChange: setSorting,
    onGlobalFilterChange: setFilter,
    getRowId: rowKey,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: 'includesString',
  });
  const shown = table.getRowModel().rows;
  const showFilter = props.filter ?? rows.length > 8;
  const save = () =>
    downloadCsv(
      csvName ?? label,
      columns.map((column) => column.header),
      shown.map((row) => columns.map((column) => column.value(row.original))),
    );
  const style = height === undefined ? {} : ({ '--table-height': `${height}px` } as CSSProperties);
  return (
    <div>
      {(showFilter || csvName) && (
        <div className={styles.tools}>
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
          <Heads table={table} columns={columns} />
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
