import '@/theme/mantine-forms.css';
import '@/theme/mantine-more.css';
import { useRef } from 'react';
import { Page } from '@/components/ui/page';
import { DisplayPanel } from './components/display-panel';
import { MailPanel } from './components/mail-panel';
import { ProfilePanel } from './components/profile-panel';
import { ProvidersPanel } from './components/providers-panel';
import { SecondFactorPanel } from './components/second-factor-panel';
import { PasswordPanel, SessionsPanel } from './components/security-panel';
import styles from './components/settings.module.css';
import { TokensPanel } from './components/tokens-panel';
import { SamplesPanel } from './demo/samples-panel';
import { usePlace } from './lib/use-place';

/** Profile, security, data providers, tokens and display. */
export function SettingsPage() {
  const screen = useRef<HTMLDivElement>(null);
  usePlace(screen);
  return (
    <Page title="Settings">
      <div className={styles.grid} ref={screen}>
        <div className={styles.column}>
          <DisplayPanel />
          <SamplesPanel />
          <SessionsPanel />
        </div>
        <div className={styles.column}>
          <ProfilePanel />
          <PasswordPanel />
          <div id="second-factor" className={styles.last}>
            <SecondFactorPanel />
          </div>
        </div>
        <div className={styles.wide} id="providers">
          <ProvidersPanel />
        </div>
        <div className={styles.wide} id="e-mail">
          <MailPanel />
        </div>
        <div className={styles.wide}>
          <TokensPanel />
        </div>
      </div>
    </Page>
  );
}
