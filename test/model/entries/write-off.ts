import type { LedgerModel } from '../ledger-model.js';
import { sumOf, takeFrom } from '../model-account.js';
import { ALLOWANCE, CASH, collectedAt, creditedAt, isCitysLoss } from '../model-chart.js';
import { distribute, type Paid } from '../model-rules.js';
import { dollars, payableOf, payableToday, type EntryRow } from './entry-row.js';

/** What is open is given up. */
export const writeOff: EntryRow = (play, seed) => {
  const { model, today } = play;
  const { items, type } = payableToday(play, seed);
  const amount = Math.min(seed.cents, payableOf(items, today));
  if (amount === 0) return null;
  const paid = distribute(amount, items, today, model.rules);
  model.credit(paid, today, 'write-off');
  lose(model, paid, today);
  return { amount: dollars(amount), ...(type === null ? {} : { charge: type }) };
};

/** Money for what was given up: the oldest write-offs are taken back, and it pays what they had settled. */
export const recovery: EntryRow = ({ model, today }, { accountId, cents, which, narrows }) => {
  const account = model.account(accountId);
  const writtenOff = account.applied().filter(({ by }) => by.kind === 'write-off');
  const type = narrows ? (writtenOff[which % Math.max(writtenOff.length, 1)]?.item.type ?? null) : null;
  const taken = takeFrom(
    writtenOff.filter(({ item }) => type === null || item.type === type),
    cents,
  );
  const amount = sumOf(taken);
  if (amount === 0) return null;
  model.takeBack(taken, today);
  const back = taken.map((part) => ({ item: part.item, amount: -part.amount }));
  lose(model, back, today);
  const entry = model.newEntry();
  model.post(CASH, amount, today);
  model.settle(taken, today, 'payment', entry);
  account.payments.push({ entry, amount, isReturned: false });
  model.useCredit(accountId, today, today);
  return { amount: dollars(amount), ...(type === null ? {} : { charge: type }) };
};

/** The City loses its own where that is agreed: it is not due to it. Else we lose it, and it is due as if it were collected. */
function lose(model: LedgerModel, parts: readonly Paid[], on: string): void {
  for (const { item, amount } of parts) {
    if (isCitysLoss(item.type, model.rules)) model.post(creditedAt(item.type, model.rules), amount, on);
    else {
      model.post(ALLOWANCE, amount, on);
      model.post(creditedAt(item.type, model.rules), amount, on);
      model.post(collectedAt(item.type), -amount, on);
    }
  }
}
