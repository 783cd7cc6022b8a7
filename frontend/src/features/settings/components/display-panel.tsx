import { Switch, useMantineColorScheme } from '@mantine/core';
import { Choice } from '@/components/ui/choice';
import { Async, Failure } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { setBalancesHidden } from '@/components/ui/privacy';
import { Delta } from '@/components/ui/values';
import {
  type DisplaySettings,
  useDisplay,
  useSaveDisplay,
} from '@/lib/api/account/display-settings';
import { useMeta } from '@/lib/api/meta';
import { applyPalette } from '@/lib/display';
import styles from './settings.module.css';

const themes = [
  { value: 'system', label: 'System' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
] as const;

const palettes = [
  { value: 'blue_orange', label: 'Blue and orange' },
  { value: 'red_green', label: 'Green and red' },
] as const;

/** How the screens look; stored with the account and applied at once. */
export function DisplayPanel() {
  const settings = useDisplay();
  return (
    <Panel title="Display" subtitle="Kept with your account, used on every device.">
      <Async query={settings}>{(data) => <Choices settings={data} />}</Async>
    </Panel>
  );
}

function Choices({ settings }: { settings: DisplaySettings }) {
  const save = useSaveDisplay();
  const live = useMeta().data?.mode === 'live';
  const { setColorScheme } = useMantineColorScheme();
  const change = (next: Partial<DisplaySettings>) => {
    if (next.theme) setColorScheme(next.theme === 'system' ? 'auto' : next.theme);
    if (next.palette) applyPalette(next.palette);
    if (next.hide_balances !== undefined) setBalancesHidden(next.hide_balances);
    save.mutate(next);
  };
  return (
    <div className={styles.rows}>
      <div className={styles.row}>
        <span>Theme</span>
        <Choice
          label="Theme"
          value={settings.theme}
          options={themes}
          onChange={(theme) => change({ theme })}
        />
      </div>
      <div className={styles.row}>
        <span>
          Rising and falling
          <small>Arrow and sign always show it too, so no change is read by colour alone.</small>
        </span>
        <Choice
          label="Colours of rising and falling"
          value={settings.palette}
          options={palettes}
          onChange={(palette) => change({ palette })}
        />
      </div>
      <div className={styles.row}>
        <span>Preview</span>
        <span className={styles.sample}>
          <Delta value={0.0124} />
          <Delta value={-0.0087} />
        </span>
      </div>
      <Switch
        label="Hide balances"
        description="Amounts of your own money are replaced by dots until you show them."
        checked={settings.hide_balances}
        onChange={(event) => change({ hide_balances: event.currentTarget.checked })}
      />
      {live && (
        <Switch
          label="Setup steps on Home"
          description="What this installation still needs; they go by themselves once all is done."
          checked={!settings.hide_setup}
          onChange={(event) => change({ hide_setup: !event.currentTarget.checked })}
        />
      )}
      {save.error && <Failure error={save.error} title="The choice was not stored" />}
    </div>
  );
}
