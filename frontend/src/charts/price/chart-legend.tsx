import { useSyncExternalStore } from 'react';
import { Delta } from '@/components/ui/values';
import { formatCompact, formatPrice } from '@/lib/format/number';
import { crosshairTime } from '../chart-options';
import type { Legend, LegendStore } from './legend';
import styles from './price-chart.module.css';

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <span>
      <span className={styles.key}>{name}</span>
      {value}
    </span>
  );
}

function ForecastText({ forecast, digits }: { forecast: Legend['forecast']; digits: number }) {
  if (!forecast) return null;
  const range = (low: number, high: number) =>
    `${formatPrice(low, digits)} to ${formatPrice(high, digits)}`;
  return (
    <>
      <b>Forecast {crosshairTime(forecast.time, false)}</b>
      <Pair name="median" value={formatPrice(forecast.median, digits)} />
      <Pair name="50%" value={range(forecast.lower50, forecast.upper50)} />
      <Pair name="90%" value={range(forecast.lower90, forecast.upper90)} />
    </>
  );
}

export type ChartLegendProps = {
  store: LegendStore;
  digits: number;
  withClock: boolean;
  candles: boolean;
};

/** Figures of the bar under the crosshair; of the newest bar while the crosshair is elsewhere. */
export function ChartLegend({ store, digits, withClock, candles }: ChartLegendProps) {
  const { bar, previousClose, forecast, values, event } = useSyncExternalStore(
    store.subscribe,
    store.get,
  );
  if (forecast) {
    return (
      <div className={styles.legend}>
        <ForecastText forecast={forecast} digits={digits} />
      </div>
    );
  }
  if (!bar) return <div className={styles.legend} />;
  const change = previousClose === null ? null : bar.close / previousClose - 1;
  return (
    <div className={styles.legend}>
      <span className="dim">{crosshairTime(bar.time, withClock)}</span>
      {candles && (
        <>
          <Pair name="O" value={formatPrice(bar.open, digits)} />
          <Pair name="H" value={formatPrice(bar.high, digits)} />
          <Pair name="L" value={formatPrice(bar.low, digits)} />
        </>
      )}
      <Pair name={candles ? 'C' : 'Close'} value={formatPrice(bar.close, digits)} />
      <Delta value={change} arrow={false} />
      {bar.volume !== null && bar.volume > 0 && (
        <Pair name="Vol" value={formatCompact(bar.volume)} />
      )}
      {event && <b>{event}</b>}
      {values.map(({ name, text, colour }) => (
        <span key={name}>
          <span className={styles.swatch} style={{ background: colour }} />
          <Pair name={name} value={text} />
        </span>
      ))}
    </div>
  );
}
