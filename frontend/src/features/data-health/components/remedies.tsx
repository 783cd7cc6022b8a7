import '@/theme/mantine-forms.css';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Empty, Failure } from '@/components/ui/faces';
import { formatInteger } from '@/lib/format/number';
import { formatDateTime } from '@/lib/format/time';
import { whyArea } from '@/lib/why';
import { dismissRequestLimits } from '@/types/limits';
import { type FindingLook, useDismiss, useFindingAction } from '../api/finding';
import { Changes } from './changes';
import styles from './data-health.module.css';

/** What can be done with a finding in its state. */
export function Remedies({ look }: { look: FindingLook }) {
  return (
    <>
      {!look.may_change && look.state !== 'closed' && (
        <p className="dim" id={REASON}>
          Everybody here shares the prices of {look.symbol}, so only the owner of this installation,
          who signed up first, repairs or dismisses what is found in them.
        </p>
      )}
      <InState look={look} />
    </>
  );
}

/** Says why buttons are off. */
const REASON = 'why-not';
const off = ({ may_change: may }: FindingLook) =>
  may ? {} : { disabled: true, 'aria-describedby': REASON };

function InState({ look }: { look: FindingLook }) {
  if (look.state === 'repaired' || look.state === 'dismissed') return <WayBack look={look} />;
  return (
    <>
      <Superseded repair={look.repair} />
      {look.state === 'open' ? (
        <OpenRemedies look={look} />
      ) : (
        <Empty>The last check no longer reports it.</Empty>
      )}
    </>
  );
}

/** Why an earlier repair is not there any more. */
function Superseded({ repair }: Pick<FindingLook, 'repair'>) {
  if (!repair?.overtaken_at) return null;
  return (
    <p className="dim">
      {repair.made_by || 'Somebody'} repaired it on {formatDateTime(repair.made_at)}. Its source
      sent these bars again on {formatDateTime(repair.overtaken_at)}, so its values count again.
    </p>
  );
}

const bars = (count: number) => `${formatInteger(count)} ${count === 1 ? 'bar' : 'bars'}`;

function OpenRemedies({ look }: { look: FindingLook }) {
  const repair = useFindingAction(look.id);
  const offer = look.repairable;
  return (
    <>
      {offer ? (
        <section
          className={styles.remedy}
          aria-label="Repair"
          {...whyArea({ measure: 'health.repair_bars', params: { id: look.id } })}
        >
          <h3>{offer.words}</h3>
          <p className="dim">
            {offer.action === 'refetch'
              ? 'Asks the bars’ own source for this range again.'
              : `About ${bars(offer.bars)}. The rows as they are now are kept, and Undo puts them back bit for bit.`}
          </p>
          <Changes
            finding={look.id}
            changes={offer.changes}
            interval={look.interval}
            total={offer.bars}
          />
          {repair.error && <Failure error={repair.error} title="Nothing was changed" />}
          <Button
            size="xs"
            loading={repair.isPending}
            onClick={() => repair.mutate('repair')}
            {...off(look)}
          >
            Repair
          </Button>
        </section>
      ) : (
        <p className="dim">
          No repair of this would not be a guess, so none is offered. Correct it at its source, or
          say why it is fine.
        </p>
      )}
      {look.may_change && <Dismissal id={look.id} />}
    </>
  );
}

function Dismissal({ id }: { id: number }) {
  const dismiss = useDismiss(id);
  const [reason, setReason] = useState('');
  const words = reason.trim();
  return (
    <form
      className={styles.dismissal}
      aria-label="Dismiss"
      onSubmit={(event) => {
        event.preventDefault();
        if (words) dismiss.mutate(words);
      }}
    >
      <TextInput
        size="xs"
        label="Why it is no fault"
        placeholder="The company really fell by half"
        maxLength={dismissRequestLimits.reason.maxLength}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        type="submit"
        size="xs"
        variant="default"
        disabled={!words}
        loading={dismiss.isPending}
      >
        Dismiss
      </Button>
      {dismiss.error && <Failure error={dismiss.error} title="It was not dismissed" />}
    </form>
  );
}

function WayBack({ look }: { look: FindingLook }) {
  const back = useFindingAction(look.id);
  const repaired = look.state === 'repaired';
  const { repair } = look;
  return (
    <section
      className={styles.remedy}
      aria-label={repaired ? 'Undo' : 'Dismissed'}
      {...whyArea({
        measure: repaired ? 'health.repair_bars' : 'health.finding',
        params: { id: look.id },
      })}
    >
      <p>
        {repaired && repair
          ? `Repaired by ${repair.made_by || 'somebody'} on ${formatDateTime(repair.made_at)}, ${bars(repair.bars)}.`
          : `Dismissed: ${look.reason}`}
      </p>
      {back.error && <Failure error={back.error} title="Nothing was changed" />}
      <Button
        size="xs"
        variant="default"
        loading={back.isPending}
        onClick={() => back.mutate(repaired ? 'undo' : 'reopen')}
        {...off(look)}
      >
        {repaired ? 'Undo' : 'Open again'}
      </Button>
    </section>
  );
}
