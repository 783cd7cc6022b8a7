import { Tag } from '@/components/ui/badges';
import { Async } from '@/components/ui/faces';
import { Panel } from '@/components/ui/panel';
import { formatAge, formatDateTime } from '@/lib/format/time';
import { whyFigure } from '@/lib/why';
import { type Provider, useProviders } from '../api/providers';
import { keyWords, quotaWords, stateWords } from '../lib/provider-words';
import { ProviderKeyForm } from './provider-key-form';
import styles from './settings.module.css';

/** Who gives prices, in the order in which they are asked: state, budget, key. */
export function ProvidersPanel() {
  const providers = useProviders();
  return (
    <Panel
      title="Data providers"
      subtitle="Asked one after the other until one answers. Keys are stored encrypted and never shown again."
    >
      <Async query={providers}>
        {({ results, may_change: mayChange }) => (
          <>
            <ul className={styles.providers}>
              {results.map((provider) => (
                <ProviderRow key={provider.name} provider={provider} mayChange={mayChange} />
              ))}
            </ul>
            {!mayChange && <p className="dim">Only the owner of this installation sets keys.</p>}
          </>
        )}
      </Async>
    </Panel>
  );
}

function ProviderRow({ provider, mayChange }: { provider: Provider; mayChange: boolean }) {
  const { title, state, place, asset_classes: classes, quotas, cause, fix } = provider;
  const { text, tone } = stateWords[state];
  return (
    <li className={styles.provider}>
      <div className={styles.providerHead}>
        <strong>{title}</strong>
        <Tag tone={tone} dot>
          {text}
        </Tag>
        <span className="dim">
          {place !== null && `asked ${ordinal(place)} · `}
          {classes.join(', ')}
        </span>
      </div>
      <p className={styles.providerFacts}>
        <span>Key: {keyWords(provider)}</span>
        {quotas.map((quota) => (
          <span
            key={quota.period_s}
            {...whyFigure({
              measure: 'provider.calls',
              params: { row: provider.name, period: quota.period_s },
            })}
          >
            {quotaWords(quota)}
            {quota.used >= quota.limit &&
              quota.resets_at &&
              `, the next one on ${formatDateTime(quota.resets_at)}`}
          </span>
        ))}
        {provider.succeeded_at && <span>Last answer {formatAge(provider.succeeded_at)}</span>}
      </p>
      {cause && (
        <p className={styles.providerCause}>
          {provider.failed_at && `${formatAge(provider.failed_at)}: `}
          {cause} {fix}
          {provider.retry_at && ` Asked again on ${formatDateTime(provider.retry_at)}.`}
        </p>
      )}
      {mayChange && <ProviderKeyForm provider={provider} />}
    </li>
  );
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
const ordinal = (place: number): string => ordinals[place - 1] ?? `as number ${place}`;
