import { Tag } from '@/components/ui/badges';
import { Async } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { Fact, Facts } from '@/components/ui/values';
import { useMeta } from '@/lib/api/meta';
import { MISSING } from '@/lib/format/number';
import { useMe } from '../api/profile';

/** Who is signed in, and to what. */
export function ProfilePanel() {
  const me = useMe();
  const meta = useMeta();
  return (
    <Panel title="Profile" badge={me.data?.is_demo && <Tag tone="info">DEMO USER</Tag>}>
      <Async query={me}>
        {(person) => (
          <Facts>
            <Fact label="User name" value={person.username} />
            <Fact label="E-mail" value={person.email || MISSING} />
            <Fact label="Installation" value={meta.data?.mode === 'live' ? 'Live' : 'Demo'} />
            <Fact label="Version" value={meta.data?.version ?? MISSING} />
          </Facts>
        )}
      </Async>
    </Panel>
  );
}
