import { Button } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import { useCallback } from 'react';
import { hasAccountColumn } from '../../sheets/account-column.js';
import type { SheetInFront } from '../../sheets/sheet-engine.js';
import { useLoaded } from '../hooks/use-loaded.js';
import { usePane } from '../pane-context.js';
import { Buttons } from '../parts/buttons.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import type { AccountView, View } from '../view.js';
import { words } from '../words.js';
import { AccountDetail } from './account-detail.js';
import { FindInSheet } from './find-in-sheet.js';

interface AccountScreenProps {
  readonly view: AccountView;
  readonly front: SheetInFront;
  readonly mayNote: boolean;
  readonly onBack: () => void;
}

/** An account, whole, with the ways from it into sheets. */
export function AccountScreen({ view: { accountId, from }, front, mayNote, onBack }: AccountScreenProps) {
  const { client } = usePane();
  const { pull, isPulling } = useShell();
  const load = useCallback(() => client.accountDetail(accountId), [client, accountId]);
  const { result: detail, slow, busy, trouble, reload } = useLoaded(load);
  const hasRows = front !== null && !front.isCopy && hasAccountColumn(front.kind);
  const refresh = (
    <Button
      appearance="subtle"
      size="small"
      icon={<ArrowSync20Regular />}
      aria-label={words.account.refresh}
      disabledFocusable={busy}
      onClick={reload}
    />
  );
  return (
    <Screen title={words.account.title(accountId)} onBack={onBack} backLabel={backLabelTo(from)} aside={refresh}>
      <Working slow={slow} sentence={words.account.loading} />
      <TroubleNotice trouble={trouble} title={words.account.failed} onRetry={reload} />
      {hasRows && <FindInSheet key={front.pullId} accountId={accountId} pullId={front.pullId} />}
      {detail && (
        <>
          <AccountDetail detail={detail} mayNote={mayNote} onChanged={reload} />
          <Buttons>
            <Button disabledFocusable={isPulling} onClick={() => pull('ledger', { accountId })}>
              {words.account.pullLedger}
            </Button>
            {detail.bills.length > 0 && (
              <Button disabledFocusable={isPulling} onClick={() => pull('bill-explanation', { accountId })}>
                {words.account.explain}
              </Button>
            )}
            {detail.bills.length > 0 && (
              <Button disabledFocusable={isPulling} onClick={() => pull('rebill', { accountId })}>
                {words.rebill.pull}
              </Button>
            )}
          </Buttons>
        </>
      )}
    </Screen>
  );
}

function backLabelTo({ at }: View): string {
  return at === 'sheet' || at === 'accounts' ? words.account.back[at] : words.common.back;
}
