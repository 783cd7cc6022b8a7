import { useSyncExternalStore } from 'react';
import { Delta } from '@/components/ui/values';
import { formatCompact, formatPrice } from '@/lib/format/number';
import { type WhyRef, whyFigure } from '@/lib/why';
import { crosshairTime } from '../chart-options';
import type { Legend, LegendStore } from './legend';
import styles from './price-chart.module.css';

function Pair({ name, value, why }: { name: string; value: string; why: WhyRef | undefined }) {
  return (
    <span {...whyFigure(why)}>
      <span className={styles.key}>{name}</span>
      {value}
    </span>
  );
}

type Subject = { symbol: string; interval: string };

const iso = (time: number): string => new Date(time * 1000).toISOString();

function ForecastText({
  forecast,
  digits,
  subject,
}: {
  forecast: Legend['forecast'];
  digits: number;
  subject: Subject;
}) {
  if (!forecast) return null;
  const why = (measure: string) => ({ measure: `forecast.${measure}`, params: subject });
  const range = (low: number, high: number) =>
    `${formatPrice(low, digits)} to ${formatPrice(high, digits)}`;
  return (
    <>
      <b>Forecast {crosshairTime(forecast.time, false)}</b>
      <Pair
        name="median"
        value={formatPrice(forecast.median, digits)}
        why={why('predicted_price')}
      />
      <Pair name="50%" value={range(forecast.lower50, forecast.upper50)} why={why('range')} />
      <Pair name="90%" value={range(forecast.lower90, forecast.upper90)} why={why('range')} />
    </>
  );
}

export type ChartLegendProps = {
  store: LegendStore;
  subject: Subject;
  digits: number;
  withClock: boolean;
  candles: boolean;
};

/** Figures of the bar under the crosshair; of the newest bar while the crosshair is elsewhere. */
export function ChartLegend({ store, subject, digits, withClock, candles }: ChartLegendProps) {
  const { bar, previousClose, forecast, values, since, event } = useSyncExternalStore(
    store.subscribe,
    store.get,
  );
  if (forecast) {
    return (
      <div className={styles.legend}>
        <ForecastText forecast={forecast} digits={digits} subject={subject} />
      </div>
    );
  }
  if (!bar) return <div className={styles.legend} />;
  const why = (measure: string) => ({
    measure: `market.${measure}`,
    params: { ...subject, day: iso(bar.time) },
  });
  const whyStudy = (row: string) => ({
    measure: 'market.study',
    params: { ...subject, day: iso(bar.time), row, start: since === null ? null : iso(since) },
  });
  // A change is a fraction of a price above zero only.
  const change = previousClose !== null && previousClose > 0 ? bar.close / previousClose - 1 : null;
  return (
    <div className={styles.legend}>
      <span className="dim">{crosshairTime(bar.time, withClock)}</span>
      {candles && (
        <>
          <Pair name="O" value={formatPrice(bar.open, digits)} why={why('open')} />
          <Pair name="H" value={formatPrice(bar.high, digits)} why={why('high')} />
          <Pair name="L" value={formatPrice(bar.low, digits)} why={why('low')} />
        </>
      )}
      <Pair
        name={candles ? 'C' : 'Close'}
        value={formatPrice(bar.close, digits)}
        why={why('close')}
      />
      <span {...whyFigure(why('bar_change'))}>
        <Delta value={change} arrow={false} />
      </span>
      {bar.volume !== null && bar.volume > 0 && (
        <Pair name="Vol" value={formatCompact(bar.volume)} why={why('volume')} />
      )}
      {event && <b>{event}</b>}
      {values.map(({ name, text, colour, row }) => (
        <span key={row ?? name}>
          <span className={styles.swatch} style={{ background: colour }} />
          <Pair name={name} value={text} why={row === undefined ? undefined : whyStudy(row)} />
        </span>
      ))}
    </div>
  );
}
