import { ActionIcon } from '@mantine/core';
import { baseKinds } from '@/charts/studies/base';
import { moreKinds } from '@/charts/studies/more';
import {
  admits,
  MOST_STUDIES,
  type Parameter,
  readStudies,
  type Study,
  studiesOf,
  titleOf,
  written,
} from '@/charts/studies/study';
import { CloseIcon } from '@/components/ui/icons';
import { NumberBox } from '@/components/ui/number-box';
import styles from './study-menu.module.css';

const kinds = { ...baseKinds, ...moreKinds };

/** What is added next to one that is there already: the windows that people compare. */
const NEXT: Readonly<Record<string, readonly (readonly number[])[]>> = {
  sma: [[20], [50], [200]],
  ema: [[20], [50], [200]],
};

/** The address of another indicator of a kind, by parameters that are not in use. */
function another(kind: string, chosen: readonly string[]): string | null {
  const starts = NEXT[kind] ?? [kinds[kind]?.parameters.map(({ start }) => start) ?? []];
  return starts.map((one) => written(kind, one)).find((id) => !chosen.includes(id)) ?? null;
}

export type StudiesProps = {
  chosen: readonly string[];
  onChange: (next: readonly string[]) => void;
};

export type MarksProps = StudiesProps & {
  anomalies: boolean;
  onAnomalies: (shown: boolean) => void;
  findings: boolean;
  onFindings: (shown: boolean) => void;
};

/** The chart's indicators, and what else is marked on it. */
export function StudyMenu({
  anomalies,
  onAnomalies,
  findings,
  onFindings,
  ...studies
}: MarksProps) {
  return (
    <div className={styles.menu}>
      <Studies {...studies} />
      <div className={styles.checks}>
        <Check label="Unusual bars" checked={anomalies} onChange={onAnomalies} />
        <Check label="Data findings" checked={findings} onChange={onFindings} />
      </div>
    </div>
  );
}

type CheckProps = { label: string; checked: boolean; onChange: (checked: boolean) => void };

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

/** The indicators that are switched on, each with its parameters, and those that can be added. */
function Studies({ chosen, onChange }: StudiesProps) {
  const studies = studiesOf(readStudies(chosen), kinds);
  const ids = studies.map(({ id }) => id);
  const replace = (id: string, next: string | null) =>
    onChange(
      ids.flatMap((one) => {
        if (one !== id) return [one];
        return next === null || ids.includes(next) ? [] : [next];
      }),
    );
  const isFull = ids.length >= MOST_STUDIES;
  return (
    <>
      {studies.map((study, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its address changes while it is edited
        <StudyRow key={at} study={study} taken={ids} onChange={(next) => replace(study.id, next)} />
      ))}
      <label className={styles.add}>
        Add an indicator
        <select
          value=""
          disabled={isFull}
          onChange={(event) => {
            const id = another(event.currentTarget.value, ids);
            if (id !== null) onChange([...ids, id]);
          }}
        >
          <option value="">{isFull ? `No more than ${MOST_STUDIES} fit` : 'Choose'}</option>
          {Object.entries(kinds).map(([kind, { title }]) => (
            <option key={kind} value={kind} disabled={another(kind, ids) === null}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

type RowProps = {
  study: Study;
  taken: readonly string[];
  onChange: (next: string | null) => void;
};

function StudyRow({ study, taken, onChange }: RowProps) {
  const { title, about, parameters } = study.of;
  const name = titleOf(title, study.parameters);
  const edit = (at: number, value: number) => {
    const next = written(
      study.kind,
      study.parameters.map((old, place) => (place === at ? value : old)),
    );
    // The same indicator twice is one line: the edit waits until it differs.
    if (!taken.includes(next)) onChange(next);
  };
  return (
    <fieldset className={styles.study} aria-label={name}>
      <div className={styles.head}>
        <b>{title}</b>
        <ActionIcon aria-label={`Remove ${name}`} onClick={() => onChange(null)}>
          <CloseIcon />
        </ActionIcon>
      </div>
      {parameters.length > 0 && (
        <div className={styles.parameters}>
          {parameters.map((one, at) => (
            <ParameterBox
              key={one.name}
              bound={one}
              value={study.parameters[at] ?? one.start}
              onChange={(value) => edit(at, value)}
            />
          ))}
        </div>
      )}
      {about && <p className={styles.about}>{about}</p>}
    </fieldset>
  );
}

type BoxProps = { bound: Parameter; value: number; onChange: (value: number) => void };

function ParameterBox({ bound, value, onChange }: BoxProps) {
  const { name, min, max, whole } = bound;
  return (
    <NumberBox
      label={name}
      size="xs"
      hideControls
      min={min}
      max={max}
      step={whole ? 1 : 0.1}
      allowDecimal={!whole}
      decimalScale={2}
      value={value}
      onChange={(next) => {
        if (next !== '' && admits(bound, next)) onChange(next);
      }}
    />
  );
}
