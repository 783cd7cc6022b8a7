import { Button } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/ui/faces';
import { goingWords } from '@/lib/demo/sample-words';
import { type Samples, useRemoveSamples } from '@/lib/demo/samples';
import styles from './samples.module.css';

/** One press, one question, and the samples are gone. */
export function RemoveSamples({ samples }: { samples: Samples }) {
  const remove = useRemoveSamples();
  const [asked, setAsked] = useState(false);
  if (!asked) {
    return (
      <Button size="xs" variant="default" onClick={() => setAsked(true)}>
        Remove the samples
      </Button>
    );
  }
  return (
    <div className={styles.ask}>
      <p className={styles.words}>{goingWords(samples)}</p>
      {remove.error && <Failure error={remove.error} title="Nothing was removed" />}
      <div className={styles.buttons}>
        <Button
          size="xs"
          color="red"
          variant="outline"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          Really remove them
        </Button>
        <Button size="xs" variant="default" onClick={() => setAsked(false)}>
          Keep them
        </Button>
      </div>
    </div>
  );
}
