import { services } from '../../contract/services.js';
import type { ChargedAccount } from '../../domain/late-charges/late-charge.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { askedWhenPosted } from '../late-charges/asked-when-posted.js';
import type { BilledToAccount } from './statement-bills.js';
import type { StatementRun } from './statement-run.js';

/**
 * What the late charge of each bill will be taken of if nothing changes until it is due: by the books and arrangements of
 * the moment at which the run was posted. Nothing is read where the rules of the run charge nothing.
 */
export async function statementOwed(
  database: Database,
  { run: { billedOn, dueOn }, postedBy, rules }: StatementRun,
  bills: readonly BilledToAccount[],
): Promise<(bill: BilledToAccount) => ChargedAccount> {
  const accountIds = rules.lateCharge === undefined ? [] : bills.map(({ account }) => account.accountId);
  const askedOf = await askedWhenPosted(database, accountIds, { dueOn, billedOn, postedBy });
  const classes = await ratedAs(
    database,
    bills.map(({ bill }) => bill.billNumber),
  );
  return ({ account: { accountId }, bill }) => ({
    ...{ accountId, rateClass: classes.get(bill.billNumber) ?? '' },
    // A statement tells all of the charge, and not what it goes by.
    forFees: services[0],
    asked: askedOf(accountId),
  });
}

/** The rate class that each bill was priced by; the account's own for a bill without charges. */
async function ratedAs(database: Database, billNumbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await bulkRead<[billNumber: number, rateClass: string]>(
    database,
    ['bill_number', 'rate_class'],
    `SELECT bill.bill_number,
            coalesce((SELECT min(rate_class) FROM bill_charge WHERE bill_charge.bill_number = bill.bill_number),
                     account.rate_class) AS rate_class
     FROM json_each(?) AS wanted JOIN bill ON bill.bill_number = wanted.value JOIN account USING (account_id)`,
    [JSON.stringify(billNumbers)],
  );
  return new Map(rows);
}
