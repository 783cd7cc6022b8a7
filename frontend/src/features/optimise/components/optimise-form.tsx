import { Button, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { SymbolsPicker } from '@/components/symbols/symbols-picker';
import { NumberBox } from '@/components/ui/number-box';
import { optimizeRequestLimits } from '@/types/limits';
import {
  aboutOf,
  allocations,
  covariances,
  expectedReturns,
  objectives,
  periods,
  targetLabel,
} from '../lib/choices';
import { feasibilityHint, type OptimiseForm } from '../lib/form-schema';
import { GroupsEditor } from './groups-editor';
import styles from './optimise.module.css';

export type Form = UseFormReturnType<OptimiseForm>;

const perCent = { suffix: ' %', decimalScale: 4, hideControls: false } as const;

/** What to optimise: assets, objective, estimates and limits. */
export function OptimiseFormView({
  form,
  busy,
  onSubmit,
}: {
  form: Form;
  busy: boolean;
  onSubmit: (values: OptimiseForm) => void;
}) {
  return (
    <form
      className={styles.form}
      aria-label="Optimisation"
      noValidate
      onSubmit={form.onSubmit(onSubmit)}
    >
      <SymbolsPicker
        label="Assets"
        max={optimizeRequestLimits.symbols.maxItems}
        value={form.values.symbols}
        error={form.errors.symbols as string | undefined}
        onChange={(symbols) => form.setFieldValue('symbols', symbols)}
      />
      <Goal form={form} />
      <Estimates form={form} />
      <Limits form={form} />
      <GroupsEditor form={form} />
      <div className={styles.two}>
        <NumberBox
          label="Capital to invest"
          min={1}
          step={1000}
          {...form.getInputProps('capital')}
        />
        <TextInput
          label="Currency"
          placeholder="As the assets"
          maxLength={8}
          {...form.getInputProps('currency')}
          onChange={(event) =>
            form.setFieldValue('currency', event.currentTarget.value.toUpperCase())
          }
        />
      </div>
      <Select
        label="Whole shares"
        description={aboutOf(allocations, form.values.allocation)}
        allowDeselect={false}
        data={allocations.map(({ value, label }) => ({ value, label }))}
        {...form.getInputProps('allocation')}
      />
      <Button type="submit" loading={busy} fullWidth>
        Optimise
      </Button>
    </form>
  );
}

function Goal({ form }: { form: Form }) {
  const target = targetLabel(form.values.objective);
  return (
    <>
      <Select
        label="Objective"
        allowDeselect={false}
        data={objectives.map(({ value, label }) => ({ value, label }))}
        {...form.getInputProps('objective')}
      />
      <p className={styles.hint}>{aboutOf(objectives, form.values.objective)}</p>
      {target !== null && (
        <NumberBox
          label={target}
          {...perCent}
          {...form.getInputProps('target')}
          value={form.values.target ?? ''}
          onChange={(value) => form.setFieldValue('target', value === '' ? null : value)}
        />
      )}
    </>
  );
}

function Estimates({ form }: { form: Form }) {
  return (
    <>
      <div className={styles.two}>
        <Select
          label="History"
          allowDeselect={false}
          data={[...periods]}
          {...form.getInputProps('period')}
        />
        <NumberBox label="Risk-free rate" {...perCent} {...form.getInputProps('riskFreeRate')} />
      </div>
      <Select
        label="Expected returns"
        allowDeselect={false}
        data={expectedReturns.map(({ value, label }) => ({ value, label }))}
        {...form.getInputProps('expectedReturns')}
      />
      <Select
        label="Covariance"
        allowDeselect={false}
        data={covariances.map(({ value, label }) => ({ value, label }))}
        {...form.getInputProps('covariance')}
      />
    </>
  );
}

function Limits({ form }: { form: Form }) {
  const hint = feasibilityHint(form.values);
  return (
    <>
      <div className={styles.two}>
        <NumberBox label="Minimum weight" {...perCent} {...form.getInputProps('minWeight')} />
        <NumberBox label="Maximum weight" {...perCent} {...form.getInputProps('maxWeight')} />
      </div>
      {hint && (
        <p className={styles.warn} role="status">
          {hint}
        </p>
      )}
    </>
  );
}
