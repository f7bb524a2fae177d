import { Button } from '@fluentui/react-components';
import type { AccountDetailReply } from '../../../bridge/contract/account-detail.js';
import type { SavedFilesReply } from '../../../bridge/contract/api.js';
import { useTask } from '../hooks/use-task.js';
import { SavedFiles } from '../load/load-result.js';
import { usePane } from '../pane-context.js';
import { Buttons } from '../parts/buttons.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { day } from '../wording.js';
import { words } from '../words.js';

/** A button for the statement of each bill, and where the one lies that was asked for. */
export function BillStatements({ accountId, bills }: Pick<AccountDetailReply, 'accountId' | 'bills'>) {
  const { client } = usePane();
  const { start, busy, trouble, result } = useTask<SavedFilesReply>();
  if (bills.length === 0) return null;
  return (
    <>
      <Buttons>
        {bills.map(({ billNumber, billedOn }) => (
          <Button
            key={billNumber}
            size="small"
            disabledFocusable={busy}
            onClick={() => void start(() => client.saveStatement(accountId, billNumber))}
          >
            {words.statements.ofBill(day(billedOn))}
          </Button>
        ))}
      </Buttons>
      <TroubleNotice trouble={trouble} title={words.statements.failed} />
      <SavedFiles saved={trouble === null ? result : null} />
    </>
  );
}
