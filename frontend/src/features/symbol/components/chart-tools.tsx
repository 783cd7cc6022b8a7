import { Button, Checkbox, Menu, NativeSelect, Popover } from '@mantine/core';
import type { Scale } from '@/charts/price/controller';
import { studies } from '@/charts/price/studies';
import { Choice } from '@/components/ui/choice';
import { SymbolsPicker } from '@/components/ui/symbol-picker';
import type { Interval, Range } from '../lib/ranges';
import { MOST_COMPARED } from '../lib/view';
import styles from '../symbol.module.css';

export type ChartToolsProps = {
  range: Range;
  ranges: readonly Range[];
  interval: Interval;
  intervals: readonly Interval[];
  scale: Scale;
  studies: readonly string[];
  compare: readonly string[];
  onRange: (range: Range) => void;
  onInterval: (interval: string) => void;
  onScale: (scale: Scale) => void;
  onStudies: (ids: readonly string[]) => void;
  onCompare: (symbols: readonly string[]) => void;
  onReset: () => void;
  onExport: (what: 'png' | 'csv' | 'table') => void;
};

const scales = [
  { value: 'linear', label: 'Lin' },
  { value: 'log', label: 'Log' },
  { value: 'percent', label: '%' },
] as const;

function StudyMenu({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: ChartToolsProps['onStudies'];
}) {
  return (
    <Popover width={220} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs">
          Indicators{chosen.length > 0 && ` (${chosen.length})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Indicators">
        <Checkbox.Group value={[...chosen]} onChange={onChange}>
          <div style={{ display: 'grid', gap: 10 }}>
            {studies.map(({ id, label }) => (
              <Checkbox key={id} value={id} label={label} />
            ))}
          </div>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}

function ComparePicker({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: ChartToolsProps['onCompare'];
}) {
  return (
    <Popover width={300} position="bottom-start" trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs">
          Compare{chosen.length > 0 && ` (${chosen.length})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Compare with other symbols">
        <SymbolsPicker
          label={`Up to ${MOST_COMPARED} symbols, all rebased to 100`}
          value={chosen}
          max={MOST_COMPARED}
          onChange={onChange}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

/** The controls above the chart. */
export function ChartTools(props: ChartToolsProps) {
  return (
    <div className={styles.tools}>
      <Choice
        label="Range"
        value={props.range}
        options={props.ranges.map((value) => ({ value, label: value }))}
        onChange={props.onRange}
      />
      <NativeSelect
        size="xs"
        aria-label="Interval"
        value={props.interval}
        data={[...props.intervals]}
        onChange={(event) => props.onInterval(event.currentTarget.value)}
      />
      <StudyMenu chosen={props.studies} onChange={props.onStudies} />
      <ComparePicker chosen={props.compare} onChange={props.onCompare} />
      <Choice label="Price scale" value={props.scale} options={scales} onChange={props.onScale} />
      <span className={styles.spacer} />
      <Button variant="default" size="xs" onClick={props.onReset}>
        Reset view
      </Button>
      <Menu position="bottom-end" width={170}>
        <Menu.Target>
          <Button variant="default" size="xs">
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => props.onExport('png')}>Picture (PNG)</Menu.Item>
          <Menu.Item onClick={() => props.onExport('csv')}>Bars (CSV)</Menu.Item>
          <Menu.Item onClick={() => props.onExport('table')}>Show as table</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
