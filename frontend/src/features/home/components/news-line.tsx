import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Tag, type Tone } from '@/components/ui/badges';
import { paths } from '@/config/paths';
import { formatUnitPrice } from '@/lib/format/money';
import { formatPercent } from '@/lib/format/number';
import { formatAge, formatDate } from '@/lib/format/time';
import { useNow } from '@/lib/use-now';
import { type WhyRef, whyFigure } from '@/lib/why';
import {
  type Alert,
  type Extreme,
  type Line,
  type Outcome,
  placeOf,
  type Violation,
} from '../lib/news';
import styles from './news.module.css';

type Shown = { label: string; tone: Tone; why: WhyRef; text: ReactNode };

function OutcomeText({ of }: { of: Outcome }) {
  const money = (price: number) => formatUnitPrice(price, of.currency);
  return (
    <>
      closed at {money(of.price)}, {placeOf(of)} the 90% range of its forecast ({money(of.lower_90)}{' '}
      to {money(of.upper_90)});{' '}
      {of.closer_than_random_walk
        ? 'its median was closer than the random walk.'
        : 'the random walk was closer than its median.'}
      {of.scored > 1 && (
        <span className="dim">
          {' '}
          Of {of.scored} such forecasts {of.inside_90_count} in range, {of.closer_count} closer.
        </span>
      )}
    </>
  );
}

const violationText = (of: Violation): ReactNode => (
  <>
    lost {formatPercent(of.loss)}, more than its value at risk of {formatPercent(of.value_at_risk)}{' '}
    ({formatPercent(of.confidence, 0)}).
    {of.count > 1 && <span className="dim"> Violation {of.count} in this time.</span>}
  </>
);

const extremeText = (of: Extreme): ReactNode => (
  <>
    closed at {formatUnitPrice(of.price, of.currency)}, its{' '}
    {of.side === 'high' ? 'highest' : 'lowest'} close of {of.sessions} sessions.
  </>
);

/** The message of an alert begins with its symbol, which stands before it as a link already. */
const withoutSymbol = ({ message, symbol }: Alert): string =>
  message.startsWith(symbol) ? message.slice(symbol.length).trimStart() : message;

function shown(line: Line, since: string): Shown {
  const params = { symbol: line.symbol, since };
  switch (line.kind) {
    case 'alert':
      return {
        label: 'Alert',
        tone: 'bad',
        why: { measure: 'alerts.value', params: { id: line.of.id } },
        text: withoutSymbol(line.of),
      };
    case 'finding':
      return {
        label: 'Data',
        tone: 'plain',
        why: { measure: 'health.finding', params: { id: line.of.id } },
        text: line.of.sentence,
      };
    case 'violation':
      return {
        label: 'Risk',
        tone: 'bad',
        why: { measure: 'home.violation', params },
        text: violationText(line.of),
      };
    case 'extreme':
      return {
        label: line.of.side === 'high' ? 'High' : 'Low',
        tone: 'plain',
        why: { measure: 'home.extreme', params },
        text: extremeText(line.of),
      };
    case 'outcome':
      return {
        label: line.of.inside_90 ? 'In range' : 'Missed',
        tone: line.of.inside_90 ? 'ok' : 'bad',
        why: { measure: 'home.outcome', params },
        text: <OutcomeText of={line.of} />,
      };
  }
}

/** The symbol, linked to the screen that the line is about. */
function Where({ line }: { line: Line }) {
  const { symbol } = line;
  switch (line.kind) {
    case 'alert':
      return <Link to={paths.alerts}>{symbol}</Link>;
    case 'finding':
      return (
        <Link to={paths.dataHealth} search={{ finding: line.of.id }}>
          {symbol}
        </Link>
      );
    case 'violation':
      return (
        <Link to={paths.risk} search={{ symbol }}>
          {symbol}
        </Link>
      );
    case 'extreme':
      return (
        <Link to={paths.symbol} params={{ symbol }}>
          {symbol}
        </Link>
      );
    case 'outcome':
      return (
        <Link to={paths.forecasts} search={{ symbol, model: line.of.model, horizon: 1 }}>
          {symbol}
        </Link>
      );
  }
}

/** One thing that changed: its kind, the symbol, what happened, and when. */
export function NewsLine({
  line,
  since,
  until,
}: {
  line: Line;
  since: string;
  /** Until when the market is known: in a replay the feed goes on by the wall, years later. */
  until: string;
}) {
  const { label, tone, why, text } = shown(line, since);
  const now = useNow(30_000);
  const ofFeed = line.at > until;
  return (
    <li className={styles.line}>
      <span className={styles.kind}>
        <Tag tone={tone}>{label}</Tag>
      </span>
      <span className={styles.text}>
        <Where line={line} /> <span {...whyFigure(why)}>{text}</span>
      </span>
      <time className={styles.when} dateTime={line.at}>
        {ofFeed ? formatAge(line.at, now) : formatDate(line.at)}
      </time>
    </li>
  );
}
