// A person's round with the generated client: sign in, watchlist, history, rule, optimisation, job.
// Compiled beside the client; prints what it found as JSON. Usage: node scenario.js URL
import { createClient } from './client/client';
import {
  alertsRulesCreate,
  alertsRulesPartialUpdate,
  appSignIn,
  historyRetrieve,
  jobsList,
  jobsRetrieve,
  portfolioOptimizeCreate,
  priceRetrieve,
  watchlistsCreate,
} from './client/sdk.gen';

const baseUrl = process.argv[2] ?? '';
const password = 'alice-long-password';

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`no ${what}`);
  return value;
}

async function main(): Promise<void> {
  const door = createClient({ baseUrl });
  const signedIn = await appSignIn({ client: door, body: { username: 'alice', password } });
  const token = present(present(signedIn.data, 'session').meta.session_token, 'token');
  const client = createClient({ baseUrl, headers: { 'X-Session-Token': token } });

  const watchlist = await watchlistsCreate({ client, body: { name: 'Growth', symbols: ['aaa'] } });
  const query = { symbol: 'aaa', period: '1y', interval: '1d' } as const;
  const history = await historyRetrieve({ client, query });
  const tag = history.response?.headers.get('ETag') ?? '';
  const again = await historyRetrieve({ client, query, headers: { 'If-None-Match': tag } });

  const made = await alertsRulesCreate({
    client,
    body: { kind: 'price', symbol: 'AAA', direction: 'below', threshold: 50, cooldown_s: 77 },
  });
  const changed = await alertsRulesPartialUpdate({
    client,
    path: { rule_id: present(made.data, 'rule').id },
    body: { threshold: 40 },
  });

  const optimised = await portfolioOptimizeCreate({
    client,
    body: { symbols: ['AAA', 'BBB'], objective: 'equal_weight' },
    headers: { Prefer: 'wait=30', 'Idempotency-Key': 'one' },
  });
  const jobs = await jobsList({ client, query: { state: 'done', limit: 1 } });
  const first = present(present(jobs.data, 'jobs').results[0], 'job');
  const job = await jobsRetrieve({ client, path: { job_id: first.id } });
  const unknown = await priceRetrieve({ client, query: { symbol: 'NOPE' } });

  const found = {
    symbols: watchlist.data?.symbols,
    bars: history.data?.bars.length,
    unchanged: again.response?.status,
    threshold: changed.data?.threshold,
    direction: changed.data?.direction,
    cooldown: changed.data?.cooldown_s,
    weights: optimised.data && 'weights' in optimised.data ? optimised.data.weights : null,
    job: job.data?.state,
    problem: unknown.error?.code,
  };
  console.log(JSON.stringify(found));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
