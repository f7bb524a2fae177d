import { groupBy } from '../../contract/group-by.js';
import { cents, centsToDollars, negated, sumCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { accountEntriesSheet, type AccountEntryKind } from '../../contract/sheets/account-entries.js';
import { decideAccountEntry, isRefusal } from '../../domain/account-entries/decide-account-entry.js';
import type { EntryFacts, EntryStep } from '../../domain/account-entries/entry-facts.js';
import { readTypedEntry, type TypedEntry } from '../../domain/account-entries/typed-entry.js';
import { limitIssues } from '../../domain/adjusting/adjustment-limits.js';
import { accountWaves } from '../../domain/ledger/account-waves.js';
import { alreadyPosted } from '../../domain/sheet/posted-row.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { accountStates, entryRules, postedPayments } from '../../queries/account-entry-facts.js';
import { billDues } from '../../queries/late-charges/bill-dues.js';
import { adjustmentLimit } from '../../queries/adjusted-today.js';
import { refuseClosedPeriod } from '../../queries/ledger-settings.js';
import { appendEntries } from '../../store/journal.js';
import { writeDocuments, type NewDocument } from '../../store/ledger-documents.js';
import { writePayments } from '../../store/payments.js';
import { applyCredits, type NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/**
 * What lowers what an account owes without money, gives money back, or adds to what we owe: a person may do so much of it
 * alone. Interest that is worked out from the rate is nobody's choice.
 */
const LIMITED: readonly AccountEntryKind[] = [
  'credit refund',
  'deposit refund',
  'deposit interest',
  'transfer',
  'write-off',
];

/** Posts typed account entries row after row, each by what the rows above have left; all of today. */
export const accountEntriesPush: SheetPush = {
  kind: accountEntriesSheet,

  current(_context, push, keys) {
    const rows = keys.flatMap((key) => {
      const pushed = push.pushedBefore.get(key);
      return pushed ? [[key, pushed.cells] as const] : [];
    });
    return Promise.resolve(new Map(rows));
  },

  async apply(context, push, changes) {
    await refuseClosedPeriod(context.trx, context.today);
    const read = changes.map((change) => postedBefore(change, push) ?? readTypedEntry(change));
    const typed = read.flatMap((each) => ('key' in each ? [each] : []));
    const aboveLimit = await limited(context, typed);
    const rules = await entryRules(context.trx, context.today);
    const posted: PostedRow[] = [];
    const issues = [...read.flatMap((each) => ('key' in each ? [] : each)), ...aboveLimit.values()];
    const sound = typed.filter(({ key }) => !aboveLimit.has(key));
    for (const rows of accountWaves(sound, accountsOf)) {
      const wave = await postWave(context, push, rows, rules);
      posted.push(...wave.posted);
      issues.push(...wave.issues);
    }
    return {
      issues,
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
    return amountCents === null || !LIMITED.includes(what)
      ? []
      : [{ key, accountId, amountCents: negated(amountCents) }];
  });
  const sheetRows = new Map(typed.map(({ key, sheetRow }) => [key, sheetRow]));
  return new Map(
    [...limitIssues(rows, limit)].map(([key, issue]) => {
      const sheetRow = sheetRows.get(key);
      return [key, sheetRow === undefined ? issue : { ...issue, sheetRow }];
    }),
  );
}

function accountsOf({ accountId, otherAccountId }: TypedEntry): string[] {
  return otherAccountId === null ? [accountId] : [accountId, otherAccountId];
}

interface PostedRow {
  readonly typed: TypedEntry;
  readonly entries: readonly NumberedEntry[];
}

interface Wave {
  readonly posted: readonly PostedRow[];
  readonly issues: readonly Issue[];
}

type EntryRules = Awaited<ReturnType<typeof entryRules>>;

async function postWave(
  context: CommandContext,
  push: PushUnderWay,
  rows: readonly TypedEntry[],
  rules: EntryRules,
): Promise<Wave> {
  const { trx, today, now } = context;
  const accountIds = rows.flatMap(accountsOf);
  const facts: EntryFacts = {
    ...rules,
    accounts: await accountStates(trx, accountIds, today),
    dues: await billDues(
      trx,
      rows.flatMap(({ what, accountId }) => (what === 'late charge' ? accountId : [])),
      now,
    ),
    payments: await postedPayments(
      trx,
      rows.flatMap(({ paymentEntry }) => paymentEntry ?? []),
    ),
  };
  const issues: Issue[] = [];
  const steps: RowStep[] = [];
  for (const typed of rows) {
    const decision = decideAccountEntry(typed, facts);
    if (isRefusal(decision)) issues.push({ ...decision, rowKey: typed.key, sheetRow: typed.sheetRow });
    else steps.push(...decision.map((step, place) => ({ ...step, typed, isFirst: firstSource(decision) === place })));
  }
  const numbered = await post(context, push, steps);
  const applications = await applyCredits(context, accountIds, today, rules.chart);
  const byRow = groupBy(numbered, ({ typed }) => typed);
  const posted = [...byRow].map(([typed, entries]) => ({
    typed,
    entries: [...entries, ...applications.filter(({ entry }) => accountsOf(typed).includes(entry.accountId ?? ''))],
  }));
  return { posted, issues };
}

/** The place of the first entry of a row that has a document: it names the row. */
function firstSource(steps: readonly EntryStep[]): number {
  return steps.findIndex(({ source }) => source !== null);
}

interface RowStep extends EntryStep {
  readonly typed: TypedEntry;
  readonly isFirst: boolean;
}

type NumberedStep = RowStep & NumberedEntry;

async function post(
  { trx, commandNumber, now }: CommandContext,
  push: PushUnderWay,
  steps: readonly RowStep[],
): Promise<NumberedStep[]> {
  const numbers = await appendEntries(
    trx,
    steps.map(({ entry }) => entry),
    commandNumber,
  );
  const numbered = steps.map((step, index) => ({ ...step, entryNumber: numbers[index] ?? 0 }));
  await writeDocuments(
    trx,
    numbered.flatMap((step) => documentOf(step, push) ?? []),
  );
  await writePayments(
    trx,
    numbered.flatMap(({ source, typed, entryNumber }) => {
      if (source === null || !('paymentCents' in source)) return [];
      const { accountId, reference } = typed;
      const received = { receivedAt: now.toISOString(), source: 'Recovery', reference };
      return [{ accountId, ...received, amountCents: source.paymentCents, entryNumber }];
    }),
  );
  return numbered;
}

function documentOf(
  { source, typed, isFirst, entry, entryNumber }: NumberedStep,
  push: PushUnderWay,
): NewDocument | null {
  if (source === null || !('document' in source)) return null;
  const { key, reference, reason } = typed;
  const row = isFirst ? { pullId: push.pull.pullId, rowKey: key } : null;
  return { ...source.document, effectiveOn: entry.effectiveOn, reference, reason, row, entryNumber };
}

function statusText({ typed: { what, amountCents }, entries }: PostedRow): string {
  const isWorkedOut = what === 'deposit interest' && amountCents === null;
  const worth = isWorkedOut ? ` of ${centsToDollars(amountLeftOut(entries))}` : '';
  const numbers = entries.map(({ entryNumber }) => entryNumber);
  const which = numbers.length === 1 ? `entry ${numbers.join('')}` : `entries ${numbers.join(', ')}`;
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}${worth}, ${which}.`;
}

function totalsOf(posted: readonly PostedRow[]): AppliedRows['totals'] {
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
