import { ExportLinks } from '@/components/ui/export-links';
import { PopItem, PopList } from '@/components/ui/pop';
import type { Query } from '@/lib/api/http';
import styles from '../symbol.module.css';

export type ExportKind = 'png' | 'csv' | 'table';

const exports: readonly [ExportKind, string][] = [
  ['png', 'Picture (PNG)'],
  ['csv', 'Bars (CSV)'],
  ['table', 'Show as table'],
];

type Props = { onExport: (what: ExportKind) => void; saved: Query };

/** What is drawn, as files; and the server's own files of the whole period. */
export const ExportList = ({ onExport, saved }: Props) => (
  <PopList>
    {exports.map(([what, label]) => (
      <PopItem key={what} onClick={() => onExport(what)}>
        {label}
      </PopItem>
    ))}
    <div className={styles.saved}>
      <span>Whole period</span>
      <ExportLinks kind="bars" query={saved} what="The whole period" />
    </div>
  </PopList>
);
