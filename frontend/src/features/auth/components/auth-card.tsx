import '@/theme/mantine-forms.css';
import '@/theme/mantine-more.css';
import type { ReactNode } from 'react';
import { useTitle } from '@/components/ui/page';
import styles from '../auth.module.css';

export function AuthCard({
  title,
  lead,
  children,
}: {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}) {
  useTitle(title);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={30} height={30} />
          <h1>Sightline</h1>
        </div>
        {lead && <p className={styles.lead}>{lead}</p>}
        {children}
      </div>
    </main>
  );
}
