import { Button, Select, Switch } from '@mantine/core';
import { OpenSample } from '@/components/samples/samples';
import { SymbolsPicker } from '@/components/symbols/symbols-picker';
import { Empty, Failure } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { useDailySymbols } from '@/lib/api/days/daily-symbols';
import { useJob } from '@/lib/api/jobs';
import { formatInteger } from '@/lib/format/number';
import { pairScanAskRequestLimits as limits } from '@/types/limits';
import { useStartScan } from '../api/post-scan';
import { settingsOfScan, settingsShown } from '../lib/scan-settings';
import { type PairsChange, type PairsView, pairIntervals } from '../lib/view';
import { NumberField } from './number-field';
import styles from './pairs.module.css';
import { ScanResults } from './scan-results';

const MOST_SUGGESTED = 30;

/** All pairs of a universe under false-discovery control. */
export function ScanPanel({ view, onChange }: { view: PairsView; onChange: PairsChange }) {
  const suggested = useDailySymbols(MOST_SUGGESTED).symbols;
  const scan = useJob(view.scan || null);
  const settings = settingsShown(view, settingsOfScan(scan.data?.params), suggested);
  const symbols = settings.universe;
  const change: PairsChange = (patch) => onChange({ ...settings, ...patch });
  const start = useStartScan((scan) => onChange({ scan }));
  const ask = {
    symbols,
    interval: settings.scanned,
    log: settings.log,
    fdr: settings.fdr / 100,
  };
  return (
    <Panel
      title="Scanner"
      subtitle="Tests every pair of a universe for cointegration and keeps the share of false discoveries below the limit. Open a pair to see it above."
    >
      <OpenSample
        kind="scan"
        bare={view.scan === '' && view.universe.length === 0}
        open={(scan) => onChange({ scan })}
      />
      <div className={styles.form}>
        <div className={styles.universe}>
          <SymbolsPicker
            label="Universe"
            value={symbols}
            max={limits.symbols.maxItems}
            error={symbols.length < 2 ? 'Choose at least two symbols.' : null}
            onChange={(universe) => change({ universe })}
          />
        </div>
        <Select
          label="Bars"
          className={styles.number ?? ''}
          allowDeselect={false}
          data={[...pairIntervals]}
          value={settings.scanned}
          onChange={(scanned) => scanned && change({ scanned })}
        />
        <NumberField
          label="False discoveries"
          className={styles.rate}
          value={settings.fdr}
          min={limits.fdr.minimum * 100}
          max={limits.fdr.maximum * 100}
          step={0.5}
          suffix=" %"
          onChange={(fdr) => change({ fdr })}
        />
        <Switch
          label="Log prices"
          checked={settings.log}
          onChange={(event) => change({ log: event.currentTarget.checked })}
        />
        <Button
          loading={start.isPending}
          disabled={symbols.length < 2}
          onClick={() => start.mutate(ask)}
        >
          Scan {formatInteger((symbols.length * (symbols.length - 1)) / 2)} pairs
        </Button>
      </div>
      {start.error && <Failure error={start.error} title="No scan was started" />}
      {view.scan === '' ? (
        <Empty>
          No scan yet. With many pairs some look cointegrated by chance; the adjusted p says which
          are more.
        </Empty>
      ) : (
        <ScanResults id={view.scan} view={view} onChange={onChange} />
      )}
    </Panel>
  );
}
