import type { AccountFactsReply } from '../../contract/account-facts.js';
import { shownAccountCells, type ShownAccount } from '../../contract/sheets/shown-account.js';
import type { AdjustableAccount, AdjustableBill } from '../../domain/adjusting/adjustment-facts.js';
import type { Database } from '../../store/database.js';
import { adjustableAccounts, adjustableBills } from './adjustment-facts.js';

/** What stands beside these account numbers as they are typed: whose each is, what it owes, and its last bill. */
export async function accountFacts(database: Database, accountIds: readonly string[]): Promise<AccountFactsReply> {
  const accounts = await adjustableAccounts(database, accountIds);
  const lastBills = [...accounts.values()].flatMap(({ lastBillNumber }) => lastBillNumber ?? []);
  const bills = await adjustableBills(database, lastBills);
  return {
    accounts: [...new Set(accountIds)].map((accountId) => {
      return { accountId, shown: shownAccountCells(shownAccount(accounts.get(accountId), bills)) };
    }),
  };
}

function shownAccount(
  account: AdjustableAccount | undefined,
  bills: ReadonlyMap<number, AdjustableBill>,
): ShownAccount | null {
  if (account === undefined) return null;
  const { name, balanceCents, lastBillNumber } = account;
  return { name, balanceCents, lastBill: bills.get(lastBillNumber ?? 0) ?? null };
}
