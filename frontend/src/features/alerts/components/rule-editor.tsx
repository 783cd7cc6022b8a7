import { Button, Select, Switch, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { SymbolPicker } from '@/components/symbols/symbol-picker';
import { Choice } from '@/components/ui/choice';
import { Failure } from '@/components/ui/faces';
import { NumberBox, stepOf } from '@/components/ui/number-box';
import { Panel } from '@/components/ui/panel';
import { ApiError } from '@/lib/api/problem';
import { upToADay } from '@/lib/intervals';
import { optionsOf } from '@/lib/options';
import { toast } from '@/lib/toasts';
import { alertKinds, hedgeMethods, alertRuleWriteRequestLimits as limits } from '@/types/limits';
import type { Schema } from '@/types/schema';
import { type Rule, useSaveRule } from '../api/rules';
import {
  bars,
  bodyOf,
  emptyForm,
  formOf,
  isFraction,
  isOccurrence,
  mapRuleErrors,
  type RuleForm,
  validateRule,
} from '../lib/rule-form';
import { hedgeLabels, kindLabels, kindNotes } from '../lib/words';
import styles from './alerts.module.css';
import { ChannelsEditor } from './channels-editor';
import { PreviewLine } from './preview-line';

export type Form = UseFormReturnType<RuleForm>;

const kindOptions = alertKinds.map((value) => ({ value, label: kindLabels[value] }));
const directionLabels: Record<Schema<'AlertDirection'>, string> = {
  above: 'At or above',
  below: 'At or below',
  either: 'Either way',
};
const directions = optionsOf(directionLabels);
const measureLabels: Record<Schema<'VolatilityMeasure'>, string> = {
  realised: 'Realised, 21 days',
  predicted: 'Predicted, next day',
};
const measureOptions = optionsOf(measureLabels);
const hedgeOptions = hedgeMethods.map((value) => ({ value, label: hedgeLabels[value] ?? value }));
const repeatLabels: Record<Schema<'AlertRepeat'>, string> = { every: 'Every time', once: 'Once' };
const repeats = optionsOf(repeatLabels);

/** A rule in fields that depend on its kind, with a preview of when it would have fired. */
export function RuleEditor({
  rule,
  given,
  onClose,
}: {
  rule: Rule | null;
  given: Partial<RuleForm>;
  onClose: () => void;
}) {
  const save = useSaveRule();
  const form = useForm<RuleForm>({
    initialValues: rule ? formOf(rule) : emptyForm('', given),
    validate: validateRule,
  });
  const submit = form.onSubmit((values) =>
    save.mutate(
      { id: rule?.id ?? null, body: bodyOf(values, rule?.active ?? true) },
      {
        onSuccess: () => {
          toast({ title: rule ? 'Rule changed' : 'Rule made', tone: 'ok' });
          onClose();
        },
        onError: (error) => {
          if (error instanceof ApiError)
            form.setErrors(mapRuleErrors(error.problem.errors ?? []).fields);
        },
      },
    ),
  );
  return (
    <Panel title={rule ? 'Change the rule' : 'New rule'}>
      <form className={styles.form} aria-label="Alert rule" noValidate onSubmit={submit}>
        {save.error && !isOnFields(save.error) && (
          <div className={styles.wide}>
            <Failure error={save.error} title="The rule was not saved" />
          </div>
        )}
        <What form={form} />
        <How form={form} />
        <div className={styles.wide}>
          <ChannelsEditor form={form} />
        </div>
        <div className={styles.wide}>
          <PreviewLine form={form.values} />
        </div>
        <div className={`${styles.wide} ${styles.buttons}`}>
          <Button type="submit" loading={save.isPending}>
            {rule ? 'Save changes' : 'Make rule'}
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** Whether all that the server said stands at a field already. */
function isOnFields(error: unknown): boolean {
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return errors.length > 0 && mapRuleErrors(errors).rest.length === 0;
}

function What({ form }: { form: Form }) {
  const { kind } = form.values;
  const pair = kind === 'z_score';
  return (
    <>
      <div className={styles.wide}>
        <div className={styles.control}>
          <span aria-hidden>What is watched</span>
          <Choice
            label="What is watched"
            value={kind}
            options={kindOptions}
            onChange={(value) => form.setFieldValue('kind', value)}
          />
          <p className={styles.hint}>{kindNotes[kind]}</p>
        </div>
      </div>
      <div className={styles.full}>
        <SymbolPicker
          label={pair ? 'Y' : 'Symbol'}
          value={form.values.symbol}
          onChange={(symbol) => form.setFieldValue('symbol', symbol)}
        />
        <FieldError text={form.errors.symbol} />
      </div>
      {pair && <PairFields form={form} />}
      {kind === 'volatility' && (
        <Select
          label="Which"
          allowDeselect={false}
          data={measureOptions}
          {...form.getInputProps('measure')}
        />
      )}
      {!pair && !isOccurrence(kind) && (
        <Select
          label="Fires when it is"
          allowDeselect={false}
          data={directions.filter(({ value }) => kind === 'change' || value !== 'either')}
          {...form.getInputProps('direction')}
        />
      )}
      {!isOccurrence(kind) && (
        <NumberBox
          label={pair ? 'Threshold, |z|' : 'Level'}
          step={kind === 'price' ? stepOf(form.values.threshold) : pair ? 0.1 : 1}
          {...(isFraction(kind) && { suffix: ' %' })}
          {...form.getInputProps('threshold')}
        />
      )}
      {pair && (
        <NumberBox
          label="Minimum correlation"
          placeholder="any"
          step={0.1}
          min={limits.min_correlation.minimum}
          max={limits.min_correlation.maximum}
          {...form.getInputProps('minCorrelation')}
        />
      )}
    </>
  );
}

const FieldError = ({ text }: { text: React.ReactNode }) =>
  text ? (
    <p className={styles.hint} role="alert" style={{ color: 'var(--sl-bad)' }}>
      {text}
    </p>
  ) : null;

function PairFields({ form }: { form: Form }) {
  return (
    <>
      <div className={styles.full}>
        <SymbolPicker
          label="X (hedge)"
          value={form.values.symbolX}
          onChange={(symbol) => form.setFieldValue('symbolX', symbol)}
        />
        <FieldError text={form.errors.symbolX} />
      </div>
      <Select
        label="Interval"
        allowDeselect={false}
        data={upToADay}
        {...form.getInputProps('interval')}
      />
      <NumberBox
        label="Window, bars"
        min={bars.minimum}
        max={bars.maximum}
        allowDecimal={false}
        {...form.getInputProps('window')}
      />
      <Select
        label="Hedge"
        allowDeselect={false}
        data={hedgeOptions}
        {...form.getInputProps('method')}
      />
      <div className={styles.switches}>
        <Switch label="Log prices" {...form.getInputProps('log', { type: 'checkbox' })} />
        <Switch label="Intercept" {...form.getInputProps('intercept', { type: 'checkbox' })} />
      </div>
    </>
  );
}

function How({ form }: { form: Form }) {
  return (
    <>
      <div className={styles.control}>
        <span aria-hidden>Repeat</span>
        <Choice
          label="Repeat"
          value={form.values.repeat}
          options={repeats}
          onChange={(repeat) => form.setFieldValue('repeat', repeat)}
        />
      </div>
      <NumberBox label="Cooldown" suffix=" min" min={0} {...form.getInputProps('cooldownMin')} />
      <TextInput
        label="Name (optional)"
        maxLength={limits.name.maxLength}
        className={styles.full ?? ''}
        {...form.getInputProps('name')}
      />
      <TextInput label="Quiet from" type="time" {...form.getInputProps('quietStart')} />
      <TextInput label="Quiet until" type="time" {...form.getInputProps('quietEnd')} />
      <p className={styles.hint} style={{ alignSelf: 'end' }}>
        In your time zone. Quiet alerts stay in the list; nothing is sent.
      </p>
    </>
  );
}
