import { type CSSProperties, type ReactNode, useEffect } from 'react';
import styles from './page.module.css';

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Sightline`;
  }, [title]);
}

/** A screen: its heading (also the window's title), its controls and its panels. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useTitle(title);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {lead && <span className={styles.lead}>{lead}</span>}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** Twelve columns that fold into one on narrow screens. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={styles.columns}>{children}</div>;
}

export function Column({ span, children }: { span: number; children: ReactNode }) {
  return <div style={{ '--span': span } as CSSProperties}>{children}</div>;
}
