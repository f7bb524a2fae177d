import { Body1, Button } from '@fluentui/react-components';
import type { OpenRun } from '../../../bridge/contract/api.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import type { PostingReply } from '../hooks/use-bill-run.js';
import { Buttons } from '../parts/buttons.js';
import { Facts } from '../parts/facts.js';
import { LedgerButton } from '../parts/ledger-button.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { useShell } from '../shell-context.js';
import { day } from '../wording.js';
import { words } from '../words.js';

interface PostedResultProps {
  readonly posted: PostingReply | null;
  readonly run: OpenRun;
  readonly nextRuns: readonly OpenRun[];
  readonly onDone: () => void;
}

/** The receipt of a posting, its journal entries, and the period that comes next. */
export function PostedResult({ posted, run, nextRuns, onDone }: PostedResultProps) {
  const { openOutputs } = useShell();
  return (
    <>
      <Live>
        {posted && (
          <Notice
            intent="success"
            title={
              posted.outcome === 'already-applied'
                ? words.posting.already
                : words.posting.posted(posted.reply.bills, centsToDollars(posted.reply.totalCents))
            }
          >
            {posted.receiptNumber === null ? undefined : words.common.receipt(posted.receiptNumber)}
          </Notice>
        )}
      </Live>
      {posted && (
        <>
          <Facts facts={factsOf(posted)} />
          <Body1>{nextSentence(posted, run, nextRuns)}</Body1>
          <Buttons>
            <Button appearance="primary" onClick={() => openOutputs(run.billRunId)}>
              {words.outputs.title}
            </Button>
            <Button onClick={onDone}>{words.common.back}</Button>
            {posted.receiptNumber !== null && <LedgerButton receiptNumber={posted.receiptNumber} />}
          </Buttons>
        </>
      )}
    </>
  );
}

function factsOf({ reply: { firstEntryNumber: first, lastEntryNumber: last } }: PostingReply) {
  if (first === null || last === null) return [];
  return [{ label: words.posting.entries, value: words.posting.entryRange(first, last) }];
}

function nextSentence({ reply }: PostingReply, run: OpenRun, nextRuns: readonly OpenRun[]): string {
  const next = nextRuns.find(({ billRunId }) => billRunId === reply.nextBillRunId);
  return next === undefined ? words.posting.nextRunOpen : words.posting.nextRun(run.cycleName, day(next.periodTo));
}
