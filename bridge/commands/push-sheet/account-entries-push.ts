import { groupBy } from '../../contract/group-by.js';
import { cents, centsToDollars, negated, sumCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { accountEntriesSheet, type AccountEntryKind } from '../../contract/sheets/account-entries.js';
import { readTypedEntry, type TypedEntry } from '../../domain/account-entries/typed-entry.js';
import { limitIssues } from '../../domain/adjusting/adjustment-limits.js';
import { alreadyPosted } from '../../domain/sheet/posted-row.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { adjustmentLimit } from '../../queries/adjusted-today.js';
import { refuseClosedPeriod } from '../../queries/ledger-settings.js';
import type { NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';
import { entriesText } from '../entries-text.js';
import { postAccountEntries, type PostedEntryRow } from '../post-account-entries.js';
import { pushedCells } from './pushed-cells.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/**
 * What lowers what an account owes without money, gives money back, or adds to what we owe: a person may do so much of it
 * alone, counted by these names. Interest that is worked out from the rate is nobody's choice.
 */
const LIMITED: Readonly<Partial<Record<AccountEntryKind, string>>> = {
  'credit refund': 'credit-refund',
  'deposit refund': 'deposit-refund',
  'deposit interest': 'deposit-interest',
  transfer: 'transfer between accounts',
  'write-off': 'write-off',
};

/** Posts typed account entries row after row, each by what the rows above have left; all of today. */
export const accountEntriesPush: SheetPush = {
  kind: accountEntriesSheet,

  current: pushedCells,

  async apply(context, push, changes) {
    await refuseClosedPeriod(context.trx, context.today);
    const read = changes.map((change) => postedBefore(change, push) ?? readTypedEntry(change));
    const typed = read.flatMap((each) => ('key' in each ? [each] : []));
    const aboveLimit = await limited(context, typed);
    const sound = typed.filter(({ key }) => !aboveLimit.has(key));
    const { posted, issues } = await postAccountEntries(context, push.pull.pullId, sound);
    return {
      issues: [...read.flatMap((each) => ('key' in each ? [] : each)), ...aboveLimit.values(), ...issues],
      applied: new Map(posted.map((row) => [row.typed.key, statusText(row)])),
      totals: totalsOf(posted),
      entries: posted.flatMap(({ entries }) => entries).toSorted((a, b) => a.entryNumber - b.entryNumber),
    };
  },
};

function postedBefore(change: RowChange, { pushedBefore, reversed }: PushUnderWay): Issue[] | null {
  const before = pushedBefore.get(change.key);
  if (!before) return null;
  return [alreadyPosted(change, { receipt: before.receipt, reversedBy: reversed.get(change.key) ?? null })];
}

/** Only rows whose cells are sound are asked about, so that a refused row takes nothing from the limit. */
async function limited(context: CommandContext, typed: readonly TypedEntry[]): Promise<ReadonlyMap<string, Issue>> {
  const limit = await adjustmentLimit(context.trx, context.actor.person, context.today);
  const rows = typed.flatMap(({ key, what, accountId, amountCents }) => {
    const kind = LIMITED[what];
    return amountCents === null || kind === undefined
      ? []
      : [{ key, accountId, kind, amountCents: negated(amountCents) }];
  });
  const sheetRows = new Map(typed.map(({ key, sheetRow }) => [key, sheetRow]));
  return new Map(
    [...limitIssues(rows, limit)].map(([key, issue]) => {
      const sheetRow = sheetRows.get(key);
      return [key, sheetRow === undefined ? issue : { ...issue, sheetRow }];
    }),
  );
}

function statusText({ typed: { what, amountCents }, entries }: PostedEntryRow): string {
  const isWorkedOut = what === 'deposit interest' && amountCents === null;
  const worth = isWorkedOut ? ` of ${centsToDollars(amountLeftOut(entries))}` : '';
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}${worth}, ${entriesText(entries)}.`;
}

function totalsOf(posted: readonly PostedEntryRow[]): AppliedRows['totals'] {
  const byKind = groupBy(posted, ({ typed }) => typed.what);
  return [...byKind].map(([what, rows]) => {
    const amount = sumCents(rows.map(({ typed, entries }) => typed.amountCents ?? amountLeftOut(entries)));
    return { label: `${what.charAt(0).toUpperCase()}${what.slice(1)} (${rows.length})`, value: centsToDollars(amount) };
  });
}

/** What a row came to that has no amount: a payment comes back whole, and interest is worked out. */
function amountLeftOut(entries: readonly NumberedEntry[]): Cents {
  const amounts = entries.flatMap(({ entry: { kind, postings } }) => {
    const amount = postings[0]?.amountCents ?? cents(0);
    return kind === 'returned-payment' ? [negated(amount)] : kind === 'deposit-interest' ? [amount] : [];
  });
  return sumCents(amounts);
}
