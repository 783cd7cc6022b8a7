import { type ReactNode, useId } from 'react';
import { type WhyRef, whyArea } from '@/lib/why';
import styles from './panel.module.css';

export type PanelProps = {
  title: ReactNode;
  /** One line under the title: scope, period, number of observations. */
  subtitle?: ReactNode;
  /** Small badge beside the title. */
  badge?: ReactNode;
  /** Controls at the right end of the head. */
  actions?: ReactNode;
  footer?: ReactNode;
  /** Lets the content touch the panel's edges; for tables and charts. */
  flush?: boolean;
  level?: 2 | 3;
  /** Explains the numbers of the panel that have no explanation of their own. */
  why?: WhyRef | undefined;
  className?: string | undefined;
  /** What the tour of the demo calls it. */
  tour?: string | undefined;
  children: ReactNode;
};

/** A titled region of a screen; screen readers can jump to it by its title. */
export function Panel(props: PanelProps) {
  const { title, subtitle, badge, actions, footer, flush = false, level = 2 } = props;
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section
      className={`${styles.panel} ${props.className ?? ''}`}
      aria-labelledby={id}
      data-tour={props.tour}
      {...whyArea(props.why)}
    >
      <header className={styles.head}>
        <div className={styles.titles}>
          <div className={styles.title}>
            <Heading id={id} className={styles.title}>
              {title}
            </Heading>
            {badge}
          </div>
          {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={`${styles.body} ${flush ? styles.flush : ''}`}>{props.children}</div>
      {footer && <footer className={styles.foot}>{footer}</footer>}
    </section>
  );
}
