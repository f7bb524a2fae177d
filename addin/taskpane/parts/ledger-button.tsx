import { Button } from '@fluentui/react-components';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';

/** Pulls the journal lines that a receipt made. */
export function LedgerButton({ receiptNumber }: { readonly receiptNumber: number }) {
  const { pull, isPulling } = useShell();
  return (
    <Button
      disabledFocusable={isPulling}
      aria-label={`${words.common.seeLedger}: ${words.common.receipt(receiptNumber)}`}
      onClick={() => pull('ledger', { receiptNumber })}
    >
      {words.common.seeLedger}
    </Button>
  );
}
