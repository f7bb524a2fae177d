import type { BillExplanationParameters } from '../../../bridge/contract/sheets/bill-explanation.js';
import { words } from '../words.js';

export interface ExplainRequest {
  /** Null while something is wrong with what was typed. */
  readonly parameters: BillExplanationParameters | null;
  readonly accountTrouble: string | null;
  readonly billTrouble: string | null;
}

/** Which bill to explain, or what is wrong with what was typed. No bill number means the newest bill. */
export function explainRequest(account: string, bill: string): ExplainRequest {
  const [accountId, number] = [account.trim(), bill.trim()];
  const accountTrouble = accountId === '' ? words.home.ledgerAccountMissing : null;
  const billNumber = number === '' ? undefined : /^\d{1,15}$/.test(number) ? Number(number) : 0;
  const billTrouble = billNumber === 0 ? words.home.explainBillWrong : null;
  const isSound = accountTrouble === null && billTrouble === null;
  return { parameters: isSound ? { accountId, billNumber } : null, accountTrouble, billTrouble };
}
