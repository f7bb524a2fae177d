import type { LedgerModel, ModelEntry } from './ledger-model.js';
import { newestFirst, sumOf, takeFrom, type Applied, type ModelAccount } from './model-account.js';
import { collectedAt, creditedAt, MODEL_CHARGE_TYPES, receivableOf, UNAPPLIED } from './model-chart.js';

const END_OF_TIME = '9999-12-31';

/** Not where a part of it was moved or written off, nor where credit that it gave is gone. */
export function isReversible(model: LedgerModel, posted: ModelEntry): boolean {
  const account = model.account(posted.accountId);
  const { paying, given, others } = partsOf(account, posted);
  const isSettled = paying.some(({ by }) => by.kind === 'write-off' || by.kind === 'transfer');
  return !isSettled && lackingOf(account, posted, { paying, given }) <= sumOf(others);
}

/**
 * What paid the entry is credit again, and what it gave is taken back: from what it pays, and for the rest from the credit of
 * the account, of which the newest uses are released where it is used up. Gives what was released.
 */
export function reverseEntry(model: LedgerModel, posted: ModelEntry, today: string): number {
  const account = model.account(posted.accountId);
  const { paying, given, others } = partsOf(account, posted);
  const lacking = Math.max(lackingOf(account, posted, { paying, given }), 0);
  const released = [...paying, ...takeFrom(others, lacking)];
  const moved = movedOf(posted, given);
  model.release(account, released, today);
  const entry = model.newEntry();
  for (const { item, by, amount } of given) item.paid.push({ on: today, amount: -amount, by });
  const own = account.items.filter((item) => item.entry === posted.entry);
  own.forEach((item, line) => {
    item.paid.push({ on: today, amount: item.amount, by: { kind: 'correction', entry, line } });
  });
  const credit = leftAsCredit(posted);
  if (credit !== 0) account.credit.push({ on: today, amount: -credit });
  for (const { ledgerAccount, amount } of posted.postings) model.post(ledgerAccount, -amount, today);
  if (moved.length > 0) model.newEntry();
  for (const { type, amount } of moved) {
    model.addCredit(account, -amount, today);
    model.post(receivableOf(type), -amount, today);
    model.post(creditedAt(type, model.rules), amount, today);
    model.post(collectedAt(type), -amount, today);
  }
  return sumOf(released);
}

interface Parts {
  readonly paying: readonly Applied[];
  readonly given: readonly Applied[];
  /** Other uses of credit, the newest first. */
  readonly others: readonly Applied[];
}

function partsOf(account: ModelAccount, { entry }: ModelEntry): Parts {
  const applied = account.applied();
  const paying = applied.filter(({ item }) => item.entry === entry);
  const others = applied.filter((each) => !paying.includes(each) && each.by.kind === 'application');
  return { paying, given: applied.filter(({ by }) => by.entry === entry), others: newestFirst(others) };
}

/** What of the credit that the entry gave is no credit of the account any more. */
function lackingOf(account: ModelAccount, posted: ModelEntry, { paying, given }: Omit<Parts, 'others'>): number {
  return leftAsCredit(posted) + sumOf(movedOf(posted, given)) - account.creditAt(END_OF_TIME) - sumOf(paying);
}

function leftAsCredit({ postings }: ModelEntry): number {
  return postings.reduce((sum, posting) => (posting.ledgerAccount === UNAPPLIED ? sum - posting.amount : sum), 0);
}

/** What the entry credited to charges and pays none of them any more, by the type of the charges. */
function movedOf({ postings }: ModelEntry, given: readonly Applied[]) {
  return MODEL_CHARGE_TYPES.map((type) => {
    const credits = postings.filter(({ ledgerAccount, amount }) => ledgerAccount === receivableOf(type) && amount < 0);
    return { type, amount: -sumOf(credits) - sumOf(given.filter(({ item }) => item.type === type)) };
  }).filter(({ amount }) => amount > 0);
}
