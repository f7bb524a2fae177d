import { Button } from '@fluentui/react-components';
import type { SavedFilesReply } from '../../../bridge/contract/api.js';
import { useTask } from '../hooks/use-task.js';
import { SavedFiles } from '../load/load-result.js';
import { usePane } from '../pane-context.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { words } from '../words.js';

/** A button for the letters about the adjustments of a receipt, and where they lie once they are written. */
export function ReceiptLetters({ receiptNumber }: { readonly receiptNumber: number }) {
  const { client } = usePane();
  const { start, busy, trouble, result } = useTask<SavedFilesReply>();
  return (
    <>
      <Button
        aria-label={words.letters.makeNamed(receiptNumber)}
        disabledFocusable={busy}
        onClick={() => void start(() => client.saveLetters(receiptNumber))}
      >
        {words.letters.make}
      </Button>
      <TroubleNotice trouble={trouble} title={words.letters.failed} />
      <SavedFiles saved={trouble === null ? result : null} />
    </>
  );
}
