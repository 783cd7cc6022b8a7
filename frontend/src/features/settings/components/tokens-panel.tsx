import { Button } from '@mantine/core';
import { useState } from 'react';
import { type Column, DataTable } from '@/components/tables/data-table';
import { Tag } from '@/components/ui/badges';
import { Async, Empty, Failure } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatAge, formatDate } from '@/lib/format/time';
import { type ApiToken, type NewToken, useRevokeToken, useTokens } from '../api/tokens';
import { NewTokenForm } from './new-token-form';
import { TokenSecret } from './token-secret';

/** Personal API tokens: made, shown once, revoked. */
export function TokensPanel() {
  const tokens = useTokens();
  const [made, setMade] = useState<NewToken | null>(null);
  return (
    <Panel
      title="API tokens"
      subtitle="For scripts: sent as “Authorization: Bearer …”. Read tokens cannot change anything."
    >
      <NewTokenForm onMade={setMade} />
      {made && <TokenSecret token={made} onDone={() => setMade(null)} />}
      <Async
        query={tokens}
        isEmpty={(list) => list.length === 0}
        empty={<Empty>No token yet. Make one to use the API from a script.</Empty>}
      >
        {(list) => <Tokens list={list} onGone={(id) => made?.id === id && setMade(null)} />}
      </Async>
    </Panel>
  );
}

function Tokens({ list, onGone }: { list: ApiToken[]; onGone: (id: number) => void }) {
  const revoke = useRevokeToken();
  const [asked, setAsked] = useState<number | null>(null);
  const press = (id: number) => {
    if (asked !== id) return setAsked(id);
    setAsked(null);
    revoke.mutate(id, { onSuccess: () => onGone(id) });
  };
  return (
    <>
      {revoke.error && <Failure error={revoke.error} title="The token was not revoked" />}
      <DataTable
        label="API tokens"
        columns={columnsOf(asked, press)}
        rows={list}
        rowKey={(token) => String(token.id)}
      />
    </>
  );
}

function columnsOf(asked: number | null, press: (id: number) => void): Column<ApiToken>[] {
  return [
    { id: 'name', header: 'Name', value: (token) => token.name },
    {
      id: 'scope',
      header: 'Scope',
      value: (token) => token.scope,
      cell: (token) => <Tag tone={token.scope === 'write' ? 'warn' : 'plain'}>{token.scope}</Tag>,
    },
    {
      id: 'created',
      header: 'Made',
      value: (token) => token.created_at,
      cell: (token) => formatDate(token.created_at),
      numeric: true,
    },
    {
      id: 'used',
      header: 'Last used',
      value: (token) => token.last_used_at,
      cell: (token) => (token.last_used_at ? formatAge(token.last_used_at) : 'never'),
      numeric: true,
    },
    {
      id: 'revoke',
      header: 'Action',
      value: () => null,
      sortable: false,
      numeric: true,
      cell: (token) => (
        <Button
          size="compact-xs"
          variant="default"
          color="red"
          aria-label={
            asked === token.id ? `Confirm revoking ${token.name}` : `Revoke ${token.name}`
          }
          onClick={() => press(token.id)}
        >
          {asked === token.id ? 'Really revoke?' : 'Revoke'}
        </Button>
      ),
    },
  ];
}
