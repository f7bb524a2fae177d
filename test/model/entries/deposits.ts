import { sumOf } from '../model-account.js';
import { CASH, DEPOSITS, INTEREST, REFUNDS, RESTRICTED_CASH } from '../model-chart.js';
import { distribute } from '../model-rules.js';
import type { Play } from '../play.js';
import { dollars, payableToday, payableOf, type EntryRow, type RowSeed } from './entry-row.js';

/** A deposit comes in restricted cash, and we owe it. */
export const depositTaken: EntryRow = (play, { accountId, cents }) => {
  addToDeposit(play, accountId, cents);
  play.model.post(RESTRICTED_CASH, cents, play.today);
  return { amount: dollars(cents) };
};

/** Interest costs us, and cash is set aside for it. */
export const depositInterest: EntryRow = (play, { accountId, cents }) => {
  if (depositOf(play, accountId) === 0) return null;
  addToDeposit(play, accountId, cents);
  play.model.post(INTEREST, cents, play.today);
  moveCash(play, RESTRICTED_CASH, CASH, cents);
  return { amount: dollars(cents) };
};

/** A deposit pays what is open as money does, and its cash is free. */
export const depositApplied: EntryRow = (play, seed) => {
  const { model, today } = play;
  const { accountId } = seed;
  const { items } = payableToday(play, { ...seed, narrows: false });
  const amount = Math.min(seed.cents, depositOf(play, accountId), payableOf(items, today));
  if (amount === 0) return null;
  const paid = distribute(amount, items, today, model.rules);
  addToDeposit(play, accountId, -sumOf(paid));
  moveCash(play, CASH, RESTRICTED_CASH, amount);
  model.settle(paid, today, 'deposit');
  return { amount: dollars(amount) };
};

/** A deposit that is given back is owed as a refund, and its cash is free to pay it. */
export const depositRefund: EntryRow = (play, seed) => {
  const { model, today } = play;
  const amount = part(seed, depositOf(play, seed.accountId));
  if (amount === 0) return null;
  addToDeposit(play, seed.accountId, -amount);
  moveCash(play, CASH, RESTRICTED_CASH, amount);
  model.post(REFUNDS, -amount, today);
  model.account(seed.accountId).refunds += amount;
  return { amount: dollars(amount) };
};

/** Credit of the account that is given back is owed as a refund. */
export const creditRefund: EntryRow = ({ model, today }, seed) => {
  const account = model.account(seed.accountId);
  const amount = part(seed, account.creditAt(today));
  if (amount === 0) return null;
  model.addCredit(account, -amount, today);
  model.post(REFUNDS, -amount, today);
  account.refunds += amount;
  return { amount: dollars(amount) };
};

/** The check for what is to be refunded. */
export const refundPaid: EntryRow = ({ model, today }, seed) => {
  const account = model.account(seed.accountId);
  const amount = part(seed, account.refunds);
  if (amount === 0) return null;
  account.refunds -= amount;
  model.post(REFUNDS, amount, today);
  model.post(CASH, -amount, today);
  return { amount: dollars(amount) };
};

function part({ cents }: RowSeed, most: number): number {
  return Math.min(cents, most);
}

function depositOf({ model, today }: Play, accountId: string): number {
  return model.account(accountId).depositAt(today);
}

function addToDeposit({ model, today }: Play, accountId: string, amount: number): void {
  model.account(accountId).deposit.push({ on: today, amount });
  model.post(DEPOSITS, -amount, today);
}

function moveCash({ model, today }: Play, to: string, from: string, amount: number): void {
  model.post(to, amount, today);
  model.post(from, -amount, today);
}
