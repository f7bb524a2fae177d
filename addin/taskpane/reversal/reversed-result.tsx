import { Body1, Button } from '@fluentui/react-components';
import { centsToDollars } from '../../../bridge/contract/money.js';
import type { ReversalReply } from '../hooks/use-reversal.js';
import { Buttons } from '../parts/buttons.js';
import { Facts } from '../parts/facts.js';
import { LedgerButton } from '../parts/ledger-button.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { day } from '../wording.js';
import { words } from '../words.js';

interface ReversedResultProps {
  readonly reversed: ReversalReply | null;
  readonly onBack: () => void;
}

/** The receipt of a reversal: what became of the money, and that the period is open again. */
export function ReversedResult({ reversed, onBack }: ReversedResultProps) {
  return (
    <>
      <Live>
        {reversed && (
          <Notice
            intent="success"
            title={
              reversed.outcome === 'already-applied'
                ? words.reversal.already
                : words.reversal.done(reversed.reply.bills, centsToDollars(reversed.reply.totalCents))
            }
          >
            {reversed.receiptNumber === null ? undefined : words.common.receipt(reversed.receiptNumber)}
          </Notice>
        )}
      </Live>
      {reversed && (
        <>
          <Facts facts={factsOf(reversed)} />
          <Body1>{words.reversal.again(day(reversed.reply.billedOn), day(reversed.reply.dueOn))}</Body1>
          {reversed.reply.decisionsFallen > 0 && (
            <Body1>{words.reversal.decisionsFell(reversed.reply.decisionsFallen)}</Body1>
          )}
          <Buttons>
            <Button appearance="primary" onClick={onBack}>
              {words.reversal.back}
            </Button>
            {reversed.receiptNumber !== null && <LedgerButton receiptNumber={reversed.receiptNumber} />}
          </Buttons>
        </>
      )}
    </>
  );
}

function factsOf({ reply }: ReversalReply) {
  const { firstEntryNumber: first, lastEntryNumber: last } = reply;
  return [
    { label: words.reversal.released, value: centsToDollars(reply.releasedCents) },
    { label: words.reversal.reapplied, value: centsToDollars(reply.reappliedCents) },
    ...(first === null || last === null
      ? []
      : [{ label: words.reversal.entries, value: words.posting.entryRange(first, last) }]),
  ];
}
