import { receivableOf } from '../model-chart.js';
import { distribute, type Paid } from '../model-rules.js';
import { dollars, payableOf, payableToday, type EntryRow } from './entry-row.js';

/** What is open moves to another account, where it is charged today and as old as it was; what is due on one day together. */
export const transfer: EntryRow = (play, seed) => {
  const { model, today } = play;
  const { accountId, otherAccountId } = seed;
  const { items, type } = payableToday(play, seed);
  const amount = Math.min(seed.cents, payableOf(items, today));
  if (amount === 0) return null;
  const byDueDate = new Map<string, Paid[]>();
  for (const part of distribute(amount, items, today, model.rules)) {
    byDueDate.set(part.item.dueOn, [...(byDueDate.get(part.item.dueOn) ?? []), part]);
  }
  for (const [dueOn, parts] of byDueDate) {
    const entry = model.newEntry();
    model.credit(parts, today, 'transfer', entry);
    for (const moved of new Set(parts.map(({ item }) => item.type))) {
      const sum = parts.reduce((total, part) => (part.item.type === moved ? total + part.amount : total), 0);
      const charge = { type: moved, amount: sum, chargedOn: today, dueOn, isBilled: false, entry, paid: [] };
      model.account(otherAccountId).items.push(charge);
      model.post(receivableOf(moved), sum, today);
    }
  }
  for (const each of [accountId, otherAccountId]) model.useCredit(each, today, today);
  return { amount: dollars(amount), otherAccount: otherAccountId, ...(type === null ? {} : { charge: type }) };
};
