import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Async, Failure } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatAge } from '@/lib/format/time';
import { useMe } from '../api/profile';
import { type SignedInSession, useEndSessions, useSessions } from '../api/security';
import { deviceOf } from '../lib/user-agent';
import { PasswordForm } from './password-form';
import styles from './settings.module.css';

/** The password and every place that is signed in. */
export function PasswordPanel() {
  const me = useMe();
  return (
    <Panel title="Password">
      {me.data?.is_demo ? (
        <p className={styles.words}>
          The demo user's password is public and only works on this machine. Start in live mode to
          have an account of your own.
        </p>
      ) : (
        <PasswordForm username={me.data?.username ?? ''} />
      )}
    </Panel>
  );
}

export function SessionsPanel() {
  const sessions = useSessions();
  const end = useEndSessions();
  const others = (sessions.data ?? []).filter((session) => !session.is_current);
  return (
    <Panel
      title="Signed-in devices"
      flush
      actions={
        others.length > 0 && (
          <Button
            size="compact-xs"
            variant="default"
            loading={end.isPending}
            onClick={() => end.mutate(others.map((session) => session.id))}
          >
            Sign out all others
          </Button>
        )
      }
    >
      {end.error && <Failure error={end.error} title="The session was not ended" />}
      <Async query={sessions}>
        {(list) => <Sessions list={list} onEnd={(id) => end.mutate([id])} />}
      </Async>
    </Panel>
  );
}

function Sessions({ list, onEnd }: { list: SignedInSession[]; onEnd: (id: number) => void }) {
  const columns = useMemo(() => columnsOf(onEnd), [onEnd]);
  return (
    <DataTable
      label="Signed-in devices"
      columns={columns}
      rows={list}
      rowKey={(session) => String(session.id)}
      height={220}
    />
  );
}

function columnsOf(onEnd: (id: number) => void): Column<SignedInSession>[] {
  return [
    { id: 'device', header: 'Device', value: (session) => deviceOf(session.user_agent) },
    { id: 'ip', header: 'Address', value: (session) => session.ip },
    {
      id: 'since',
      header: 'Since',
      value: (session) => session.created_at,
      cell: (session) => formatAge(session.created_at * 1000),
      numeric: true,
    },
    {
      id: 'end',
      header: 'Action',
      value: (session) => session.is_current,
      sortable: false,
      numeric: true,
      cell: (session) =>
        session.is_current ? (
          <Tag tone="ok">this one</Tag>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Sign out ${deviceOf(session.user_agent)}`}
            onClick={() => onEnd(session.id)}
          >
            Sign out
          </Button>
        ),
    },
  ];
}
