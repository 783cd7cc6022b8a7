import { Button } from '@mantine/core';
import { useState } from 'react';
import { Fact, Facts } from '@/components/ui/values';
import { formatAge, formatDate } from '@/lib/format/time';
import type { SecondFactor } from '../api/second-factor';
import styles from './settings.module.css';

const QUESTIONS = {
  renew: { calm: 'Make new codes', sure: 'Really replace the old?', name: 'Confirm new codes' },
  off: { calm: 'Turn off', sure: 'Really turn off?', name: 'Confirm turning off' },
} as const;
type Question = keyof typeof QUESTIONS;

type Props = {
  factor: SecondFactor;
  busy: boolean;
  onShow: () => void;
  onRenew: () => void;
  onTurnOff: () => void;
};

/** What is known of a second factor that is on, and what may be done with it. */
export function SecondFactorFacts({ factor, busy, onShow, onRenew, onTurnOff }: Props) {
  const [asked, setAsked] = useState<Question | null>(null);
  const press = (question: Question) => {
    if (asked !== question) return setAsked(question);
    setAsked(null);
    (question === 'renew' ? onRenew : onTurnOff)();
  };
  const show = () => {
    setAsked(null);
    onShow();
  };
  return (
    <>
      <Facts>
        <Fact label="On since" value={formatDate(factor.since * 1000)} />
        <Fact
          label="Last used"
          value={factor.lastUsed ? formatAge(factor.lastUsed * 1000) : 'never'}
        />
        <Fact label="Recovery codes left" value={factor.codesLeft} />
      </Facts>
      {factor.codesLeft === 0 && (
        <p className={styles.words}>
          Every recovery code is used. Make new ones, or a lost phone locks you out.
        </p>
      )}
      <div className={styles.buttons}>
        <Button size="xs" variant="default" disabled={busy} onClick={show}>
          Show recovery codes
        </Button>
        {(['renew', 'off'] as const).map((question) => (
          <Button
            key={question}
            size="xs"
            variant="default"
            color="red"
            disabled={busy}
            aria-label={QUESTIONS[question][asked === question ? 'name' : 'calm']}
            onClick={() => press(question)}
          >
            {QUESTIONS[question][asked === question ? 'sure' : 'calm']}
          </Button>
        ))}
      </div>
    </>
  );
}
