import { Body1, Button } from '@fluentui/react-components';
import type { PushReversalReply } from '../hooks/use-push-reversal.js';
import { Buttons } from '../parts/buttons.js';
import { LedgerButton } from '../parts/ledger-button.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { NoticeList } from '../parts/notice-list.js';
import { words } from '../words.js';

interface PushReversedResultProps {
  readonly reversed: PushReversalReply | null;
  readonly onBack: () => void;
}

/** The receipt of the reversal of a push, and what it leaves to look at. */
export function PushReversedResult({ reversed, onBack }: PushReversedResultProps) {
  return (
    <>
      <Live>{reversed && <Done reversed={reversed} />}</Live>
      {reversed && (
        <>
          <NoticeList title={words.sheet.notices} notices={reversed.reply.notices} />
          <Body1>{words.pushReversal.pullAgain}</Body1>
          <Buttons>
            <Button appearance="primary" onClick={onBack}>
              {words.pushReversal.back}
            </Button>
            {reversed.receiptNumber !== null && reversed.reply.journal.length > 0 && (
              <LedgerButton receiptNumber={reversed.receiptNumber} />
            )}
          </Buttons>
        </>
      )}
    </>
  );
}

function Done({ reversed: { outcome, receiptNumber, reply } }: { readonly reversed: PushReversalReply }) {
  const rows = reply.rows.filter(({ state }) => state === 'reversed').length;
  const title = outcome === 'already-applied' ? words.pushReversal.already : words.pushReversal.done(rows);
  return (
    <Notice intent="success" title={title}>
      {receiptNumber === null ? undefined : words.common.receipt(receiptNumber)}
    </Notice>
  );
}
