import { lazy, Suspense } from 'react';
import { AlertLink } from '@/components/ui/alert-link';
import { FreshnessTag, RealUntilTag, SimulatedTag, Tag } from '@/components/ui/badges';
import { Delta } from '@/components/ui/values';
import { Figure } from '@/components/ui/why';
import type { Instrument, InstrumentDetail } from '@/lib/api/market-types';
import { formatPrice, formatSigned, MISSING, priceDigits } from '@/lib/format/number';
import { useQuote } from '@/lib/realtime/quotes';
import { whyFigure } from '@/lib/why';
import styles from '../symbol.module.css';

const FeedMenu = lazy(() =>
  import('./feed-menu').then(({ FeedMenu: part }) => ({ default: part })),
);

function LivePrice({ instrument }: { instrument: Instrument }) {
  const quote = useQuote(instrument.symbol);
  const params = { symbol: instrument.symbol };
  return (
    <div className={styles.price}>
      <span className={styles.last} {...whyFigure({ measure: 'market.price', params })}>
        {quote ? formatPrice(quote.price) : MISSING}
      </span>
      <span className={styles.currency}>{instrument.currency}</span>
      {quote && (
        <span>
          <Figure why={{ measure: 'market.change_percent', params }}>
            <Delta value={quote.change_percent} />
          </Figure>{' '}
          <span className="dim" {...whyFigure({ measure: 'market.change', params })}>
            {formatSigned(quote.change, priceDigits(quote.price))}
          </span>
        </span>
      )}
    </div>
  );
}

function Badges({ instrument }: { instrument: Instrument }) {
  const quote = useQuote(instrument.symbol);
  return (
    <div className={styles.badges}>
      {quote && (
        <FreshnessTag
          freshness={quote.freshness}
          timestamp={quote.timestamp}
          source={quote.source}
        />
      )}
      {(quote?.simulated ?? instrument.simulated) && <SimulatedTag />}
      <RealUntilTag date={instrument.last_bar} />
      {!instrument.has_ohlc && instrument.last_bar && (
        <Tag hint="Only closing prices are known for this symbol, so daily prices are drawn as a line.">
          Closes only
        </Tag>
      )}
      {instrument.private && <Tag hint="Uploaded by you; nobody else sees it.">Private</Tag>}
    </div>
  );
}

export function SymbolHeader({ instrument }: { instrument: InstrumentDetail }) {
  const { symbol, name, asset_class, exchange } = instrument;
  return (
    <header className={styles.header}>
      <div className={styles.titles}>
        <h1 className={styles.symbol}>{symbol}</h1>
        <span>{name !== symbol && name}</span>
        <span className="dim">{[asset_class, exchange].filter(Boolean).join(' · ')}</span>
      </div>
      <LivePrice instrument={instrument} />
      <Badges instrument={instrument} />
      <Suspense>
        <FeedMenu instrument={instrument} />
      </Suspense>
      <AlertLink draft={{ kind: 'price', symbol }} />
    </header>
  );
}
