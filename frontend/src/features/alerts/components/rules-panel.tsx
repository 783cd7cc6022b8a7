import { Button, Switch } from '@mantine/core';
import { useMemo } from 'react';
import { SampleTag } from '@/components/samples/samples';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Async, Empty, Failure } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatAge } from '@/lib/format/time';
import { type Rule, useDeleteRule, useRules, useSwitchRule } from '../api/rules';
import { channelText, conditionText, kindLabels, repeatText, subjectOf } from '../lib/words';
import styles from './alerts.module.css';

/** All rules of a person. */
export function RulesPanel({ edit, onEdit }: { edit: string; onEdit: (edit: string) => void }) {
  const query = useRules();
  return (
    <Panel
      title="Rules"
      subtitle="Evaluated as values arrive: streaming symbols live, the others once a day"
      actions={
        <Button size="xs" onClick={() => onEdit('new')}>
          New rule
        </Button>
      }
    >
      <Async
        query={query}
        isEmpty={(rules) => rules.length === 0}
        empty={
          <Empty
            action={
              <Button size="xs" variant="default" onClick={() => onEdit('new')}>
                Make the first rule
              </Button>
            }
          >
            No rule yet. A rule notifies you when a price, a pair’s z-score, a risk or a forecast
            reaches its level.
          </Empty>
        }
      >
        {(rules) => <Rules rules={rules} edit={edit} onEdit={onEdit} />}
      </Async>
    </Panel>
  );
}

type Actions = {
  edit: (id: string) => void;
  remove: (id: number) => void;
  change: (input: { id: number; active: boolean }) => void;
};

function Rules({
  rules,
  edit,
  onEdit,
}: {
  rules: readonly Rule[];
  edit: string;
  onEdit: (edit: string) => void;
}) {
  const { mutate: remove, error: kept } = useDeleteRule();
  const { mutate: change, error: unchanged } = useSwitchRule();
  const columns = useMemo(
    () => columnsOf({ edit: onEdit, remove, change }),
    [onEdit, remove, change],
  );
  const error = kept ?? unchanged;
  return (
    <>
      {error && <Failure error={error} title="The rule was not changed" />}
      <DataTable
        label="Alert rules"
        columns={columns}
        rows={rules}
        rowKey={({ id }) => String(id)}
        selectedKey={edit}
        csvName="alert-rules"
      />
    </>
  );
}

function State({ rule }: { rule: Rule }) {
  if (!rule.active) return <Tag>off</Tag>;
  return rule.armed ? (
    <Tag tone="ok" dot>
      armed
    </Tag>
  ) : (
    <Tag tone="warn" hint="It has fired and is armed again once its condition is no longer met.">
      fired
    </Tag>
  );
}

const columnsOf = ({ edit, remove, change }: Actions): Column<Rule>[] => [
  {
    id: 'active',
    header: 'On',
    value: (rule) => rule.active ?? true,
    cell: (rule) => (
      <Switch
        size="xs"
        aria-label={`${subjectOf(rule)} ${conditionText(rule)}`}
        checked={rule.active ?? true}
        onChange={(event) => change({ id: rule.id, active: event.currentTarget.checked })}
      />
    ),
  },
  {
    id: 'rule',
    header: 'Rule',
    why: (rule) => ({ measure: 'alerts.threshold', params: { id: rule.id } }),
    value: (rule) => `${rule.name ?? ''} ${subjectOf(rule)} ${conditionText(rule)}`.trim(),
    cell: (rule) => (
      <>
        <strong>{rule.name || subjectOf(rule)}</strong> <SampleTag kind="rule" id={rule.id} />
        <div className={styles.words}>
          {kindLabels[rule.kind]}
          {rule.name ? ` of ${subjectOf(rule)}` : ''}: {conditionText(rule)}
        </div>
        <div className={styles.words}>
          {repeatText(rule)}; {channelText(rule)}
        </div>
      </>
    ),
  },
  {
    id: 'state',
    header: 'State',
    value: (rule) => (rule.active ? (rule.armed ? 'armed' : 'fired') : 'off'),
    cell: (rule) => <State rule={rule} />,
  },
  {
    id: 'fired',
    header: 'Last fired',
    value: (rule) => rule.last_fired_at ?? null,
    cell: (rule) => (rule.last_fired_at ? formatAge(rule.last_fired_at) : 'never'),
    numeric: true,
    wide: true,
  },
  {
    id: 'actions',
    header: '',
    value: () => null,
    sortable: false,
    numeric: true,
    cell: (rule) => (
      <span className={styles.buttons} style={{ justifyContent: 'flex-end' }}>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Edit ${rule.name || subjectOf(rule)}`}
          onClick={() => edit(String(rule.id))}
        >
          Edit
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Delete ${rule.name || subjectOf(rule)}`}
          onClick={() => remove(rule.id)}
        >
          Delete
        </Button>
      </span>
    ),
  },
];
