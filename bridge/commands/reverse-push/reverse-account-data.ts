import type { Issue } from '../../contract/problem.js';
import { datumRefusals } from '../../domain/account-data/check-datum.js';
import { datumName } from '../../domain/account-data/said-datum.js';
import { askedAccounts } from '../../queries/account-inputs.js';
import { saidByReceipt, type SaidByReceipt } from '../../queries/said-by-receipt.js';
import type { PushReversal } from './push-reversal.js';

/**
 * What a push said of accounts counts no more from its reversal on, so that what else was said of them holds, whenever it
 * was said; bills stay as they are posted. It is whole, since what one row moved away from a day another row may have
 * moved there.
 */
export const accountDataReversal: PushReversal = {
  isWhole: true,
  async reverse({ trx }, { receiptNumber }) {
    const said = await saidByReceipt(trx, receiptNumber);
    const again = said.filter(({ saidAgainBy }) => saidAgainBy !== null).map(saidAgain);
    if (again.length > 0) return { issues: again };
    const { factsOf } = await askedAccounts(
      trx,
      said.map(({ accountId }) => accountId),
    );
    const refusals = said.flatMap((datum) => {
      return datumRefusals({ ...datum, value: datum.otherwise }, factsOf(datum.accountId));
    });
    return { issues: refusals.map(({ code, column, message, fix }) => ofTheWhole(code, column, message, fix)) };
  },
};

function saidAgain(said: SaidByReceipt): Issue {
  const { accountId, effectiveFrom, saidAgainBy } = said;
  const message = `${datumName(said)} of account ${accountId} from ${effectiveFrom} was said again since, by receipt ${saidAgainBy ?? ''}.`;
  return ofTheWhole('changed-since', '', message, 'Reverse that one first, or push what is right in a fresh pull.');
}

function ofTheWhole(code: string, column: string, message: string, fix: string): Issue {
  return { code, rowKey: '', column, message, fix };
}
