import type { CalendarDate } from '../contract/calendar-date.js';
import { centsToDollars, negated } from '../contract/money.js';
import { totalOfAged } from '../domain/ledger/aging.js';
import { account } from '../queries/account.js';
import { aging } from '../queries/aging.js';
import { chart as chartOf } from '../queries/chart.js';
import { utilityDate } from '../queries/utility-settings.js';
import { transaction } from '../store/transaction.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { withUtility } from './with-utility.js';

export interface AccountBalanceOptions {
  readonly accountId: string;
  /** Today unless told. */
  readonly on?: CalendarDate;
}

/** Says what an account owed at the end of a day, by charge, and how much of it was past due. */
export async function accountBalance(folder: DataFolder, { accountId, on }: AccountBalanceOptions): Promise<number> {
  return withUtility(folder, async (database) => {
    const now = new Date();
    const day = on ?? (await utilityDate(database, now));
    await transaction(database, async (trx) => {
      const { balanceCents, customerName } = await account(trx, accountId, day);
      const chart = await chartOf(trx);
      const { charges, credits } = await aging(trx, day, accountId);
      say(`Account ${accountId}, ${customerName}, on ${day}: ${centsToDollars(balanceCents)}.`);
      for (const { chargeType, aged } of charges) {
        const notDue = aged.notDue === 0 ? '' : `, of it ${centsToDollars(aged.notDue)} not due yet`;
        say(`  ${chart.chargeType(chargeType).name}: ${centsToDollars(totalOfAged(aged))}${notDue}`);
      }
      for (const { creditCents } of credits) say(`  Unapplied credit: ${centsToDollars(negated(creditCents))}`);
    });
  });
}
