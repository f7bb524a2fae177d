import type { PushSheetReply } from '../../../bridge/contract/commands/push-sheet.js';
import { cents, centsToDollars } from '../../../bridge/contract/money.js';

/** Journal lines as rows of a table: account, debit, credit. Debits are positive in the ledger, credits negative. */
export function journalRows(journal: PushSheetReply['journal']): string[][] {
  return journal.map(({ ledgerAccount, name, accountId, amountCents }) => {
    const account = [`${ledgerAccount} ${name}`, accountId ?? ''].filter(Boolean).join(', ');
    const amount = centsToDollars(cents(Math.abs(amountCents)));
    return amountCents < 0 ? [account, '', amount] : [account, amount, ''];
  });
}
