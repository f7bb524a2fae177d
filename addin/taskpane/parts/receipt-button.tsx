import { Button } from '@fluentui/react-components';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';

/** Pulls the receipt of a push: what it did, row by row, to be printed and filed. */
export function ReceiptButton({ receiptNumber }: { readonly receiptNumber: number }) {
  const { pull, isPulling } = useShell();
  return (
    <Button
      disabledFocusable={isPulling}
      aria-label={`${words.common.pullReceipt}: ${words.common.receipt(receiptNumber)}`}
      onClick={() => pull('receipt', { receiptNumber })}
    >
      {words.common.pullReceipt}
    </Button>
  );
}
