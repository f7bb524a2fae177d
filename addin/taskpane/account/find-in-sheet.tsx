import { Button, Caption1 } from '@fluentui/react-components';
import type { AccountRow } from '../../sheets/sheet-engine.js';
import { ACCOUNT_COLUMN } from '../../sheets/account-column.js';
import { useJump } from '../hooks/use-jump.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';
import { Live } from '../parts/live.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { JumpNotice } from '../sheet/jump-notice.js';
import { words } from '../words.js';

interface FindInSheetProps {
  readonly accountId: string;
  /** The pull whose sheet is in front. */
  readonly pullId: string;
}

/** Goes to the account's row in the sheet that is in front; again, to its next one. */
export function FindInSheet({ accountId, pullId }: FindInSheetProps) {
  const { engine } = usePane();
  const jump = useJump(pullId);
  const { start, reset, result, trouble, busy } = useTask<AccountRow>();

  const find = async () => {
    reset();
    jump.reset();
    const row = await start(() => engine.nextRowOfAccount(pullId, accountId));
    if (row !== null) jump.goTo({ rowKey: row.rowKey, sheetRow: row.sheetRow, columnId: ACCOUNT_COLUMN });
  };

  return (
    <div>
      <Button disabledFocusable={busy} onClick={() => void find()}>
        {words.account.find}
      </Button>
      <Live>
        {result && <Caption1 block>{words.account.foundAt(result.sheetRow, result.place, result.count)}</Caption1>}
      </Live>
      <TroubleNotice trouble={trouble} title={words.account.notFound} onDismiss={reset} />
      <JumpNotice jump={jump} />
    </div>
  );
}
