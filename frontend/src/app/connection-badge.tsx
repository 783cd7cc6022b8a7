import { openFaces } from '@backend/faces';
import { Button } from '@mantine/core';
import { Tag, type Tone } from '@/components/ui/badges';
import { Pop } from '@/components/ui/pop';
import { type FeedHealth, useFeedHealth } from '@/lib/api/feed-health';
import { useMeta } from '@/lib/api/meta';
import { formatDuration } from '@/lib/format/time';
import { type ConnectionStatus, connection } from '@/lib/realtime/connection';
import { useConnection } from '@/lib/realtime/hooks';
import { useNow } from '@/lib/use-now';

type Mode = 'demo' | 'live';
type Face = { text: string; tone: Tone; words: string };

/** What the badge says: the mode while all is new, STALE with its cause while it is not. */
export function faceOf(status: ConnectionStatus, mode: Mode, feeds?: FeedHealth): Face {
  if (status.state === 'open' && feeds?.stale) {
    return { text: 'STALE', tone: 'warn', words: feedWords(feeds) };
  }
  if (status.state === 'open') return openFaces[mode];
  if (status.state === 'idle' || status.state === 'connecting') {
    return { text: 'CONNECTING', tone: 'plain', words: 'Opening the live connection.' };
  }
  const cause = status.cause ?? 'The live connection is closed.';
  return {
    text: 'STALE',
    tone: 'warn',
    words: `${cause} Prices are asked for every 10 s meanwhile.`,
  };
}

/** Why the data are late: cause, fix, and what stays on the screens meanwhile. */
function feedWords({ cause, fix, failing, instruments }: FeedHealth): string {
  const verb = failing === 1 ? 'is' : 'are';
  const late = failing > 0 ? `${failing} of ${instruments} symbols ${verb} late. ` : '';
  return [`${late}${cause}`, fix, 'The last good data stay, with their age.']
    .filter(Boolean)
    .join(' ');
}

function RetryIn({ at }: { at: number }) {
  const now = useNow(1000);
  const seconds = Math.max(0, Math.ceil((at - now) / 1000));
  return <>{seconds === 0 ? 'Trying now.' : `Next try in ${formatDuration(seconds)}.`}</>;
}

/** One badge for the whole screen: DEMO, LIVE or STALE, with cause and time of the next try. */
export function ConnectionBadge() {
  const status = useConnection();
  const { data: meta } = useMeta();
  const { data: feeds } = useFeedHealth();
  const face = faceOf(status, meta?.mode ?? 'live', feeds);
  const { retryAt } = status;
  const feedsAgain = status.state === 'open' && feeds?.retry_at ? feeds.retry_at : null;
  return (
    <Pop
      label="Connection"
      width={280}
      trigger={(props) => (
        <button
          type="button"
          {...props}
          aria-label={`Connection: ${face.text.toLowerCase()}`}
          style={{ border: 0, background: 'none', padding: '8px 2px', cursor: 'pointer' }}
        >
          <Tag tone={face.tone} dot>
            {face.text}
          </Tag>
        </button>
      )}
    >
      <p style={{ margin: 0 }} role="status">
        {face.words} {retryAt !== null && <RetryIn at={retryAt} />}
        {feedsAgain && <RetryIn at={Date.parse(feedsAgain)} />}
      </p>
      {retryAt !== null && (
        <Button mt={8} size="compact-xs" variant="default" onClick={connection.retryNow}>
          Try now
        </Button>
      )}
    </Pop>
  );
}
