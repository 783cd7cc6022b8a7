import type { Flag } from '@/charts/price/flags';
import { featureText, featureWord } from '@/lib/feature-words';
import type { Schema } from '@/types/schema';

type Anomaly = Schema<'Anomaly'>;

/** Anomalies as the chart marks them: the reasons in words, the strongest first. */
export const flagsOf = (anomalies: readonly Anomaly[]): Flag[] =>
  anomalies.map(({ timestamp, suspect, reasons }) => ({
    time: Date.parse(timestamp) / 1000,
    suspect,
    words: reasons
      .map(({ name, value }) => `${featureWord(name)} ${featureText(name, value)}`)
      .join(', '),
  }));
