import type { Issue } from '../../contract/problem.js';
import { decideData, type DatumChange } from '../../domain/account-data/decide-data.js';
import { datumName } from '../../domain/account-data/said-datum.js';
import { isFee } from '../../domain/billing/account-data.js';
import { askedAccounts } from '../../queries/account-inputs.js';
import { saidByReceipt, type SaidByReceipt } from '../../queries/said-by-receipt.js';
import { writeAccountInputs } from '../../store/account-inputs.js';
import type { PushReversal } from './push-reversal.js';

/**
 * Says again, from the same days on, what was said of the accounts before a push; bills stay as they are posted. It is
 * whole, since what one row moved away from a day another row may have moved there.
 */
export const accountDataReversal: PushReversal = {
  isWhole: true,
  async reverse({ trx, commandNumber }, { receiptNumber }) {
    const said = await saidByReceipt(trx, receiptNumber);
    const again = said.filter(({ saidAgainBy }) => saidAgainBy !== null).map(saidAgain);
    if (again.length > 0) return { issues: again };
    const accountIds = said.map(({ accountId }) => accountId);
    const decision = decideData(said.map(saidBefore), await askedAccounts(trx, accountIds));
    await writeAccountInputs(trx, decision.said, commandNumber);
    return { issues: decision.issues.map(({ code, column, message, fix }) => ofTheWhole(code, column, message, fix)) };
  },
};

/** What was said of the same day; else what held the day before goes on, but for a fee, which is of one day. */
function saidBefore(said: SaidByReceipt, index: number): DatumChange {
  const { accountId, service, name, effectiveFrom, sameDay, dayBefore } = said;
  const value = sameDay === undefined ? (isFee(name) ? null : dayBefore) : sameDay;
  return {
    key: String(index),
    sheetRow: index,
    wanted: { accountId, service, name, value, effectiveFrom },
    moved: null,
  };
}

function saidAgain(said: SaidByReceipt): Issue {
  const { accountId, effectiveFrom, saidAgainBy } = said;
  const message = `${datumName(said)} of account ${accountId} from ${effectiveFrom} was said again since, by receipt ${saidAgainBy ?? ''}.`;
  return ofTheWhole('changed-since', '', message, 'Reverse that one first, or push what is right in a fresh pull.');
}

function ofTheWhole(code: string, column: string, message: string, fix: string): Issue {
  return { code, rowKey: '', column, message, fix };
}
