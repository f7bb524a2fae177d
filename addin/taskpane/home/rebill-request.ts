import { isMonth } from '../../../bridge/contract/month.js';
import type { RebillParameters } from '../../../bridge/contract/sheets/rebill.js';
import { words } from '../words.js';

export interface RebillRequest {
  /** Null while something is wrong with what was typed. */
  readonly parameters: RebillParameters | null;
  readonly accountTrouble: string | null;
  readonly fromTrouble: string | null;
  readonly throughTrouble: string | null;
}

/** Which bills to put right, or what is wrong with what was typed. Without months it is the last ones. */
export function rebillRequest(account: string, from: string, through: string): RebillRequest {
  const [accountId, fromMonth, throughMonth] = [account.trim(), from.trim(), through.trim()];
  const monthTrouble = (month: string) => (month === '' || isMonth(month) ? null : words.rebill.monthWrong);
  const accountTrouble = accountId === '' ? words.home.ledgerAccountMissing : null;
  const fromTrouble = monthTrouble(fromMonth);
  const isTurned = isMonth(fromMonth) && isMonth(throughMonth) && fromMonth > throughMonth;
  const throughTrouble = monthTrouble(throughMonth) ?? (isTurned ? words.rebill.monthsTurned : null);
  const isSound = accountTrouble === null && fromTrouble === null && throughTrouble === null;
  const months = {
    ...(isMonth(fromMonth) ? { fromMonth } : {}),
    ...(isMonth(throughMonth) ? { throughMonth } : {}),
  };
  return { parameters: isSound ? { accountId, ...months } : null, accountTrouble, fromTrouble, throughTrouble };
}
