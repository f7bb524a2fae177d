import { centsToDollars, sumCents } from '../../contract/money.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import type { Issue } from '../../contract/problem.js';
import {
  lateChargeDecisions,
  lateChargesParametersSchema,
  lateChargesSheet,
  type LateChargeDecision,
} from '../../contract/sheets/late-charges.js';
import { refusedLateCharge, type WantedDecision } from '../../domain/late-charges/decide-late-charge.js';
import type { Chart } from '../../domain/ledger/chart.js';
import { chargeEntry, type AccountBooks, type Charge } from '../../domain/ledger/charge-entry.js';
import { rowCells } from '../../domain/sheet/row-cells.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { chart as chartOf } from '../../queries/chart.js';
import { lateAccounts, type LateAccount, type LateAccounts } from '../../queries/late-charges/late-accounts.js';
import { applicationRule, refuseClosedPeriod } from '../../queries/ledger-settings.js';
import { lateChargeRow } from '../../queries/sheets/late-charges-rows.js';
import { appendEntries } from '../../store/journal.js';
import { writeLateChargeDecisions, type NewLateChargeDecision } from '../../store/late-charges.js';
import { writeDocuments, type NewDocument } from '../../store/ledger-documents.js';
import { applyCredits, type NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/**
 * Charges or waives late charges, each account and due date once. A charge is one entry of today with a line for each
 * service; credit that the account has pays it at once.
 */
export const lateChargesPush: SheetPush = {
  kind: lateChargesSheet,

  async current(context, push, keys) {
    if (keys.length === 0) return new Map();
    const wanted = new Set(keys);
    const { accounts } = await lateOf(context, push);
    const rows = accounts.filter(({ accountId }) => wanted.has(accountId));
    return new Map(rows.map((account) => [account.accountId, rowCells(lateChargesSheet, lateChargeRow(account))]));
  },

  async apply(context, push, changes) {
    const { trx, today } = context;
    await refuseClosedPeriod(trx, today);
    const { accounts } = await lateOf(context, push);
    const byId = new Map(accounts.map((account) => [account.accountId, account]));
    const issues: Issue[] = [];
    const decided: Decided[] = [];
    for (const change of changes) {
      const account = byId.get(change.key);
      if (!account) throw new RangeError(`The account ${change.key} was compared and is gone.`);
      const wanted = wantedOf(change.wanted);
      const refused = pulledBefore(push, change.key) ?? refusedLateCharge(account, wanted);
      if (refused !== null) issues.push({ ...refused, rowKey: change.key, sheetRow: change.sheetRow });
      else if (wanted.decision !== null) decided.push({ change, account, ...wanted, decision: wanted.decision });
    }
    const numbered = await post(context, push, decided);
    LATE.delete(push);
    return {
      issues,
      applied: new Map(numbered.map((each) => [each.account.accountId, statusText(each)])),
      totals: totalsOf(decided),
      entries: numbered.flatMap(({ entries }) => entries).toSorted((a, b) => a.entryNumber - b.entryNumber),
    };
  },
};

const LATE = new WeakMap<PushUnderWay, Promise<LateAccounts>>();

/** Who is late is worked out once to be compared and decided on, and once more after the decisions are written. */
function lateOf({ trx, now }: CommandContext, push: PushUnderWay): Promise<LateAccounts> {
  const known = LATE.get(push);
  if (known) return known;
  const { dueOn } = lateChargesParametersSchema.parse(push.pull.parameters);
  const reading = lateAccounts(trx, dueOn ?? pulledDueDate(push), now);
  LATE.set(push, reading);
  return reading;
}

/** A pull that named no due date is about the one that it found, whatever has fallen due since. */
function pulledDueDate({ baseline }: PushUnderWay) {
  const [first] = baseline.values();
  return lateChargesParametersSchema.parse({ dueOn: first?.['dueOn'] ?? undefined }).dueOn;
}

interface Decided extends WantedDecision {
  readonly change: RowChange;
  readonly account: LateAccount;
  readonly decision: LateChargeDecision;
}

interface Posted extends Decided {
  /** The charge, and what of the account's credit pays it; none of a waiver. */
  readonly entries: readonly NumberedEntry[];
}

function wantedOf({ decision, reason }: RowCells): WantedDecision {
  return {
    decision: lateChargeDecisions.find((candidate) => candidate === decision) ?? null,
    reason: typeof reason === 'string' ? reason : '',
  };
}

/** What was reversed is decided anew by who sees that it was. */
function pulledBefore({ reversed }: PushUnderWay, key: string): Omit<Issue, 'rowKey' | 'sheetRow'> | null {
  const receipt = reversed.get(key);
  if (receipt === undefined) return null;
  const message = `What this sheet decided on account ${key} was reversed by receipt ${receipt}.`;
  return { column: 'decision', code: 'reversed-since', message, fix: 'Pull Late Charges again to decide anew.' };
}

async function post(context: CommandContext, push: PushUnderWay, decided: readonly Decided[]): Promise<Posted[]> {
  const { trx, today, commandNumber } = context;
  const chart = await chartOf(trx);
  const drafts = decided.map((each) => ({ ...each, shares: sharesOf(each, chart) }));
  const posted = drafts.filter(({ decision }) => decision === 'charge');
  const books: AccountBooks = { chart, rule: await applicationRule(trx, today), items: [] };
  const entries = posted.map((each) => lateChargeEntry(context, each, books));
  const numbers = await appendEntries(trx, entries, commandNumber);
  const charges = new Map(
    posted.map(({ account }, index): [string, NumberedEntry] => {
      const entry = entries[index];
      if (!entry) throw new RangeError(`The late charge of account ${account.accountId} has no entry.`);
      return [account.accountId, { entry, entryNumber: numbers[index] ?? 0 }];
    }),
  );
  await writeDocuments(
    trx,
    posted.map((each) => documentOf(context, push, each, charges)),
  );
  await writeLateChargeDecisions(
    trx,
    drafts.map((each) => decisionOf(each, charges)),
    commandNumber,
  );
  const applications = await applyCredits(context, [...charges.keys()], today, chart);
  return decided.map((each) => {
    const { accountId } = each.account;
    const charge = charges.get(accountId);
    const paid = applications.filter(({ entry }) => entry.accountId === accountId);
    return { ...each, entries: charge === undefined ? [] : [charge, ...paid] };
  });
}

interface Drafted extends Decided {
  readonly shares: readonly Charge[];
}

type Charges = ReadonlyMap<string, NumberedEntry>;

function sharesOf({ account }: Decided, chart: Chart): Charge[] {
  return account.lateCharge.shares.map(({ service, amountCents }) => {
    return { chargeType: chart.chargeTypeOf(service, 'late-charge'), amountCents };
  });
}

function lateChargeEntry({ today }: CommandContext, { account, shares }: Drafted, books: AccountBooks): DraftEntry {
  const { accountId, dueOn, lateCharge } = account;
  const memo = `Late charge for ${dueOn}: ${lateCharge.why}`;
  const entry = chargeEntry({ kind: 'late-charge', accountId, effectiveOn: today, memo, charges: shares }, books);
  if (entry === null) throw new RangeError(`The late charge of account ${accountId} was decided on and is nothing.`);
  return entry;
}

function documentOf(
  { today }: CommandContext,
  { pull }: PushUnderWay,
  { account: { accountId, dueOn, lateCharge }, change, reason }: Drafted,
  charges: Charges,
): NewDocument {
  return {
    ...{ kind: 'late-charge', accountId, dueOn, amountCents: lateCharge.chargeCents, effectiveOn: today },
    ...{ reference: '', reason: reason === '' ? lateCharge.why : reason },
    row: { pullId: pull.pullId, rowKey: change.key },
    entryNumber: charges.get(accountId)?.entryNumber ?? 0,
  };
}

function decisionOf({ account, decision, reason, shares }: Drafted, charges: Charges): NewLateChargeDecision {
  const { accountId, dueOn, turns, lateCharge } = account;
  return {
    ...{ accountId, dueOn, turn: turns + 1, decision, reason },
    ...{ owedCents: lateCharge.owedCents, baseCents: lateCharge.baseCents, amountCents: lateCharge.chargeCents },
    shares: shares.map(({ chargeType, amountCents }) => [chargeType, amountCents]),
    entryNumber: decision === 'charge' ? (charges.get(accountId)?.entryNumber ?? null) : null,
  };
}

function statusText({ account, decision, entries }: Posted): string {
  const amount = centsToDollars(account.lateCharge.chargeCents);
  if (decision === 'waive') return `Waived ${amount}.`;
  return `Charged ${amount}, entry ${entries[0]?.entryNumber ?? ''}.`;
}

function totalsOf(decided: readonly Decided[]): AppliedRows['totals'] {
  const words = { charge: 'Charged', waive: 'Waived' } as const;
  return lateChargeDecisions.flatMap((decision) => {
    const rows = decided.filter((each) => each.decision === decision);
    if (rows.length === 0) return [];
    const total = sumCents(rows.map(({ account }) => account.lateCharge.chargeCents));
    return [{ label: `${words[decision]} (${rows.length})`, value: centsToDollars(total) }];
  });
}
