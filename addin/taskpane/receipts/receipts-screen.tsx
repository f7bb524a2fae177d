import { Body1, Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowSync20Regular } from '@fluentui/react-icons';
import type { Receipt } from '../../../bridge/contract/api.js';
import type { Role } from '../../../bridge/contract/person.js';
import { Buttons } from '../parts/buttons.js';
import { Empty } from '../parts/empty.js';
import { Fold } from '../parts/fold.js';
import { LedgerButton } from '../parts/ledger-button.js';
import { LongList } from '../parts/long-list.js';
import { ReceiptButton } from '../parts/receipt-button.js';
import { Screen } from '../parts/screen.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { useShell } from '../shell-context.js';
import { moment } from '../wording.js';
import { words } from '../words.js';
import { ReceiptSearchForm } from './receipt-search-form.js';
import { ReceiptLetters } from '../statements/receipt-letters.js';
import { RunStatements } from '../statements/run-statements.js';
import { RunOutputs } from '../outputs/run-outputs.js';
import { useReceipts } from './use-receipts.js';

const useStyles = makeStyles({
  receipt: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalM} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  faint: { color: tokens.colorNeutralForeground2 },
});

interface ReceiptsScreenProps {
  /** Who looks: a posted run is undone by whoever posts, a push by a supervisor. */
  readonly role: Role;
  readonly onReverse: (billRunId: string) => void;
  readonly onReversePush: (receiptNumber: number) => void;
}

/** The newest receipts: who did what, when and why. */
export function ReceiptsScreen({ role, onReverse, onReversePush }: ReceiptsScreenProps) {
  const { shown, search, find, showOlder, slow, busy, trouble, reload } = useReceipts();
  const receipts = shown?.receipts ?? null;
  const isSearched = Object.keys(search).length > 0;
  const refresh = (
    <Button
      appearance="subtle"
      size="small"
      icon={<ArrowSync20Regular />}
      aria-label={words.receipts.refresh}
      disabledFocusable={busy}
      onClick={reload}
    />
  );
  return (
    <Screen title={words.receipts.title} aside={refresh}>
      <Fold title={words.receipts.find}>
        <ReceiptSearchForm isBusy={busy} onSearch={find} />
      </Fold>
      <Working slow={slow} sentence={words.receipts.loading} />
      <TroubleNotice trouble={trouble} title={words.connection.titles[trouble?.kind ?? 'defect']} onRetry={reload} />
      {receipts?.length === 0 && <NoReceipts isSearched={isSearched} />}
      {receipts !== null && receipts.length > 0 && (
        <LongList
          label={words.receipts.title}
          items={receipts}
          render={(receipt) => (
            <ReceiptItem
              receipt={receipt}
              onReverse={role === 'auditor' ? null : onReverse}
              onReversePush={role === 'supervisor' ? onReversePush : null}
            />
          )}
        />
      )}
      {shown?.hasOlder === true && (
        <Button disabledFocusable={busy} onClick={showOlder}>
          {words.receipts.older}
        </Button>
      )}
    </Screen>
  );
}

function NoReceipts({ isSearched }: { readonly isSearched: boolean }) {
  const { none, noneDetail, noneFit, noneFitDetail } = words.receipts;
  return <Empty title={isSearched ? noneFit : none} detail={isSearched ? noneFitDetail : noneDetail} />;
}

interface ReceiptItemProps {
  readonly receipt: Receipt;
  readonly onReverse: ((billRunId: string) => void) | null;
  readonly onReversePush: ((receiptNumber: number) => void) | null;
}

function ReceiptItem({ receipt, onReverse, onReversePush }: ReceiptItemProps) {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const { receiptNumber, postedRunId, standingRows, reversals, reversedReceipt } = receipt;
  return (
    <div className={styles.receipt}>
      <Body1Strong>{`${words.common.receipt(receiptNumber)}: ${receipt.title}`}</Body1Strong>
      <Caption1 className={styles.faint}>{words.receipts.by(receipt.personName, moment(receipt.appliedAt))}</Caption1>
      {receipt.reason !== '' && <Body1>{words.receipts.reason(receipt.reason)}</Body1>}
      {reversedReceipt !== null && <Body1>{words.receipts.reverses(reversedReceipt)}</Body1>}
      {reversals.map((reversal) => (
        <Body1 key={reversal.receiptNumber}>
          {words.receipts.reversed(reversal, standingRows === 0 && reversals.length === 1, moment(reversal.appliedAt))}
        </Body1>
      ))}
      <Buttons>
        {receipt.hasRouteChanges && (
          <Button disabledFocusable={isPulling} onClick={() => pull('route-changes', { receiptNumber })}>
            {words.receipts.seeRouteChanges}
          </Button>
        )}
        {standingRows !== null && <ReceiptButton receiptNumber={receiptNumber} />}
        {receipt.hasEntries && <LedgerButton receiptNumber={receiptNumber} />}
        {standingRows !== null && standingRows > 0 && onReversePush !== null && (
          <Button aria-label={words.pushReversal.openNamed(receiptNumber)} onClick={() => onReversePush(receiptNumber)}>
            {words.pushReversal.open}
          </Button>
        )}
        {postedRunId !== null && onReverse !== null && (
          <Button aria-label={words.reversal.openNamed(postedRunId)} onClick={() => onReverse(postedRunId)}>
            {words.reversal.open}
          </Button>
        )}
      </Buttons>
      {receipt.hasLetters && onReverse !== null && <ReceiptLetters receiptNumber={receiptNumber} />}
      {postedRunId !== null && <RunStatements billRunId={postedRunId} />}
      {postedRunId !== null && <RunOutputs billRunId={postedRunId} />}
    </div>
  );
}
