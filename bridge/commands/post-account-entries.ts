import { groupBy } from '../contract/group-by.js';
import type { Issue } from '../contract/problem.js';
import { decideAccountEntry, isRefusal } from '../domain/account-entries/decide-account-entry.js';
import type { EntryFacts, EntryStep } from '../domain/account-entries/entry-facts.js';
import type { TypedEntry } from '../domain/account-entries/typed-entry.js';
import { accountWaves } from '../domain/ledger/account-waves.js';
import { accountStates, entryRules, postedPayments } from '../queries/account-entry-facts.js';
import { billDues } from '../queries/late-charges/bill-dues.js';
import { appendEntries } from '../store/journal.js';
import { writeDocuments, type NewDocument } from '../store/ledger-documents.js';
import { writePayments } from '../store/payments.js';
import { applyCredits, type NumberedEntry } from './apply-credits.js';
import type { CommandContext } from './command.js';

/** A row that was posted, with its entries and those that applied what credit it left. */
export interface PostedEntryRow {
  readonly typed: TypedEntry;
  readonly entries: readonly NumberedEntry[];
}

export interface PostedEntryRows {
  readonly posted: readonly PostedEntryRow[];
  readonly issues: readonly Issue[];
}

/** Posts account entries of a pull row after row, each by what the rows above have left; all of today. */
export async function postAccountEntries(
  context: CommandContext,
  pullId: string,
  typed: readonly TypedEntry[],
): Promise<PostedEntryRows> {
  const rules = await entryRules(context.trx, context.today);
  const posted: PostedEntryRow[] = [];
  const issues: Issue[] = [];
  for (const rows of accountWaves(typed, accountsOf)) {
    const wave = await postWave(context, pullId, rows, rules);
    posted.push(...wave.posted);
    issues.push(...wave.issues);
  }
  return { posted, issues };
}

function accountsOf({ accountId, otherAccountId }: TypedEntry): string[] {
  return otherAccountId === null ? [accountId] : [accountId, otherAccountId];
}

type EntryRules = Awaited<ReturnType<typeof entryRules>>;

async function postWave(
  context: CommandContext,
  pullId: string,
  rows: readonly TypedEntry[],
  rules: EntryRules,
): Promise<PostedEntryRows> {
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
  const numbered = await post(context, pullId, steps);
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
  pullId: string,
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
    numbered.flatMap((step) => documentOf(step, pullId) ?? []),
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

function documentOf({ source, typed, isFirst, entry, entryNumber }: NumberedStep, pullId: string): NewDocument | null {
  if (source === null || !('document' in source)) return null;
  const { key, reference, reason, told } = typed;
  const row = isFirst ? { pullId, rowKey: key } : null;
  return { ...source.document, effectiveOn: entry.effectiveOn, reference, reason, told, row, entryNumber };
}
