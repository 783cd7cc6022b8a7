import '@/theme/mantine-forms.css';
import '@/theme/mantine-more.css';
import { Page } from '@/components/ui/page';
import { DisplayPanel } from './components/display-panel';
import { MailPanel } from './components/mail-panel';
import { ProfilePanel } from './components/profile-panel';
import { ProvidersPanel } from './components/providers-panel';
import { SecondFactorPanel } from './components/second-factor-panel';
import { PasswordPanel, SessionsPanel } from './components/security-panel';
import styles from './components/settings.module.css';
import { TokensPanel } from './components/tokens-panel';

/** Profile, security, data providers, tokens and display. */
export function SettingsPage() {
  return (
    <Page title="Settings">
      <div className={styles.grid}>
        <div className={styles.column}>
          <DisplayPanel />
          <SessionsPanel />
        </div>
        <div className={styles.column}>
          <ProfilePanel />
          <PasswordPanel />
          <SecondFactorPanel />
        </div>
        <div className={styles.wide}>
          <ProvidersPanel />
        </div>
        <div className={styles.wide}>
          <MailPanel />
        </div>
        <div className={styles.wide}>
          <TokensPanel />
        </div>
      </div>
    </Page>
  );
}
