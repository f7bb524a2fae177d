import { newestFirst, sumOf, takeFrom } from '../model-account.js';
import { CASH } from '../model-chart.js';
import type { Play } from '../play.js';
import type { EntryRow } from './entry-row.js';

const RETURNED_ITEM_FEE = 3_000;

/**
 * A payment that the bank returned leaves cash. What it paid is open again; what it left as credit is taken from the
 * credit, and where that is used up by now, the newest uses are released first. Then the fee for it is owed.
 */
export const returnedPayment: EntryRow = async (play, { accountId, which }) => {
  const { model, today } = play;
  const account = model.account(accountId);
  const entryNumbers = await paymentEntries(play, accountId);
  const place = which % Math.max(entryNumbers.length, 1);
  const payment = account.payments[place];
  const entryNumber = entryNumbers[place];
  if (!payment || entryNumber === undefined || payment.isReturned) return null;
  const applied = account.applied();
  const paid = applied.filter(({ by }) => by.entry === payment.entry);
  const left = payment.amount - sumOf(paid);
  const uses = newestFirst(applied.filter(({ by }) => by.kind === 'application'));
  const released = takeFrom(uses, Math.max(left - account.creditAt(today), 0));
  if (left > account.creditAt(today) + sumOf(released)) return null;
  model.release(account, released, today);
  model.newEntry();
  model.takeBack(paid, today);
  model.uncollect(paid, today);
  model.addCredit(account, -left, today);
  model.post(CASH, -payment.amount, today);
  payment.isReturned = true;
  model.charge(accountId, { type: 'fee', amount: RETURNED_ITEM_FEE }, { on: today, dueOn: today });
  model.useCredit(accountId, today, today);
  return { payment: entryNumber };
};

/** The entries of the account's payments that are in the ledger, in the order of writing, as the model has them. */
async function paymentEntries({ world }: Play, accountId: string): Promise<number[]> {
  const rows = await world.database.raw<{ entry: number }[]>(
    'SELECT entry_number AS entry FROM payment WHERE account_id = ? ORDER BY payment_number',
    [accountId],
  );
  return rows.map(({ entry }) => entry);
}
