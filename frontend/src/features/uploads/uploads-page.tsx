import '@/theme/mantine-forms.css';
import '@/theme/mantine-more.css';
import { Page } from '@/components/ui/page';
import { useUploaded } from './api/uploads';
import { UploadPanel } from './components/upload-panel';
import { UploadedPanel } from './components/uploaded-panel';
import styles from './components/uploads.module.css';

/** A person's own prices: bring a file, see what became of it, take it out again. */
export function UploadsPage() {
  const { data: own = [] } = useUploaded();
  return (
    <Page title="Your data">
      <div className={styles.page}>
        <UploadPanel symbols={own.map(({ symbol }) => symbol)} />
        <UploadedPanel />
      </div>
    </Page>
  );
}
