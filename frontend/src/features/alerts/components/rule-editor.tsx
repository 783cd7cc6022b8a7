import { Button, Select, Switch, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { SymbolPicker } from '@/components/symbols/symbol-picker';
import { Choice } from '@/components/ui/choice';
import { Failure } from '@/components/ui/faces';
import { NumberBox, stepOf } from '@/components/ui/number-box';
import { Panel } from '@/components/ui/panel';
import { ApiError } from '@/lib/api/problem';
import { toast } from '@/lib/toasts';
import { type Rule, useSaveRule } from '../api/rules';
import {
  bodyOf,
  emptyForm,
  formOf,
  hedgeMethods,
  intervals,
  isFraction,
  isOccurrence,
  kinds,
  mapRuleErrors,
  type RuleForm,
  validateRule,
} from '../lib/rule-form';
import { hedgeLabels, kindLabels, kindNotes } from '../lib/words';
import styles from './alerts.module.css';
import { ChannelsEditor } from './channels-editor';
import { PreviewLine } from './preview-line';

export type Form = UseFormReturnType<RuleForm>;

const kindOptions = kinds.map((value) => ({ value, label: kindLabels[value] }));
const directions = [
  { value: 'above', label: 'At or above' },
  { value: 'below', label: 'At or below' },
  { value: 'either', label: 'Either way' },
];
const measureOptions = [
  { value: 'realised', label: 'Realised, 21 days' },
  { value: 'predicted', label: 'Predicted, next day' },
];
const hedgeOptions = hedgeMethods.map((value) => ({ value, label: hedgeLabels[value] ?? value }));
const repeats = [
  { value: 'every', label: 'Every time' },
  { value: 'once', label: 'Once' },
] as const;

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
          min={-1}
          max={1}
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
        data={[...intervals]}
        {...form.getInputProps('interval')}
      />
      <NumberBox
        label="Window, bars"
        min={10}
        max={5000}
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
        maxLength={80}
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
