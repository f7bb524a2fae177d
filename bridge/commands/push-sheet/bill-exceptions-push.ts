import { billDecisions, HELD_BY_HAND, type BillDecision } from '../../contract/bill-review.js';
import { counted } from '../../contract/counted.js';
import type { Issue } from '../../contract/problem.js';
import { billExceptionsSheet } from '../../contract/sheets/bill-exceptions.js';
import { billRunParametersSchema } from '../../contract/sheets/readings.js';
import { decisionWords, HELD, refusedDecision } from '../../domain/bill-review/decide-exception.js';
import { BY_HAND } from '../../domain/bill-review/disposition.js';
import { refusedHold, type WantedHold } from '../../domain/bill-review/hold-by-hand.js';
import { rowCells } from '../../domain/sheet/row-cells.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { reviewedRun, type ReviewedBill } from '../../queries/bill-review.js';
import { billRun } from '../../queries/run-facts.js';
import { refusePosted } from '../../queries/open-bill-run.js';
import {
  exceptionKey,
  exceptionRow,
  foundExceptions,
  isExceptionKey,
  type FoundOnAccount,
} from '../../queries/sheets/bill-exceptions-rows.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import { writeDispositions, type NewDisposition } from '../../store/bill-dispositions.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/** Takes the decisions on the exceptions of a run's bills, and holds the accounts that rows were typed for. */
export const billExceptionsPush: SheetPush = {
  kind: billExceptionsSheet,

  async current(context, push, keys) {
    if (keys.length === 0) return new Map();
    const { timeZone } = await utilitySettings(context.trx, context.now);
    const wanted = new Set(keys);
    const { found } = await exceptionsOf(context, push);
    const rows = [...found].filter(([key]) => wanted.has(key));
    return new Map(rows.map(([key, item]) => [key, rowCells(billExceptionsSheet, exceptionRow(item, timeZone))]));
  },

  async apply(context, push, changes) {
    const run = await exceptionsOf(context, push);
    refusePosted(await billRun(context.trx, run.billRunId));
    const issues: Issue[] = [];
    const decided: Decided[] = [];
    const heldNow = new Set<string>();
    for (const change of changes) {
      const result = isExceptionKey(change.key) ? decideFound(run, change) : holdByHand(run, push, change, heldNow);
      if ('change' in result) decided.push(result);
      else issues.push({ ...result, rowKey: change.key, sheetRow: change.sheetRow });
    }
    const dispositions = decided.map(({ disposition }) => disposition);
    await writeDispositions(context.trx, run.billRunId, dispositions, context.commandNumber);
    FOUND.delete(push);
    return {
      issues,
      applied: new Map(decided.map(({ change, text }) => [change.key, text])),
      totals: totalsOf(decided),
      entries: [],
    };
  },
};

type Refused = Omit<Issue, 'rowKey' | 'sheetRow'>;

interface Decided {
  readonly change: RowChange;
  readonly disposition: NewDisposition;
  readonly decision: BillDecision | null;
  /** For its Status cell. */
  readonly text: string;
}

/** The decision on an exception that was pulled. */
function decideFound({ found }: FoundInRun, change: RowChange): Decided | Refused {
  const item = found.get(change.key);
  if (item === undefined) return gone(change);
  const { account, bill, exception } = item;
  const wanted = wantedOf(change.wanted);
  const { accountId } = account;
  if (wanted.accountId !== accountId) return fixedAccount(accountId);
  const refused = refusedDecision(exception, { ...wanted, hasBill: bill !== null });
  if (refused !== null) return refused;
  const { decision, reason } = wanted;
  const { name, sentence } = exception;
  return {
    ...{ change, decision, text: decisionWords(exception, decision) },
    disposition: { accountId, exception: name, sentence, decision: decision ?? '', reason },
  };
}

/** The hold of an account that a row was typed for; one row holds it, also within a push. */
function holdByHand(
  { bills }: FoundInRun,
  { pushedBefore }: PushUnderWay,
  change: RowChange,
  heldNow: Set<string>,
): Decided | Refused {
  const before = pushedBefore.get(change.key);
  if (before !== undefined) return alreadyDone(before.receipt);
  const wanted = wantedOf(change.wanted);
  const { accountId, reason } = wanted;
  const refused = refusedHold(wanted, bills.get(accountId)?.hold);
  if (refused !== null) return refused;
  if (heldNow.has(accountId)) return twice(accountId);
  heldNow.add(accountId);
  return {
    ...{ change, decision: 'hold', text: HELD },
    disposition: { accountId, exception: HELD_BY_HAND, sentence: BY_HAND, decision: 'hold', reason },
  };
}

function gone({ key, sheetRow }: RowChange): Refused {
  const message = `The bridge no longer has what row ${sheetRow} (${key}) was pulled from.`;
  const fix = 'Pull again; your sheet stays as it is beside the new one.';
  return { code: 'row-gone', column: 'key', message, fix };
}

function fixedAccount(accountId: string): Refused {
  const message = `Account was "${accountId}" when you pulled; a row's account can't be changed.`;
  const fix = 'Put it back, and enter what you mean in an empty row.';
  return { code: 'fixed-cell', column: 'account', message, fix };
}

function alreadyDone(receipt: number): Refused {
  const fix = 'Pull again: the account has a row there, in which the hold is taken back.';
  return { code: 'already-done', column: 'decision', message: `The row was done with receipt ${receipt}.`, fix };
}

function twice(accountId: string): Refused {
  const message = `Account ${accountId} is held by another row of this push.`;
  return { code: 'already-held', column: 'account', message, fix: 'Clear one of the rows.' };
}

interface FoundInRun {
  readonly billRunId: string;
  readonly found: ReadonlyMap<string, FoundOnAccount>;
  readonly bills: ReadonlyMap<string, ReviewedBill>;
}

const FOUND = new WeakMap<PushUnderWay, Promise<FoundInRun>>();

/** The run is calculated once to be compared and decided on, and once more after the decisions are written. */
function exceptionsOf({ trx }: CommandContext, push: PushUnderWay): Promise<FoundInRun> {
  const known = FOUND.get(push);
  if (known) return known;
  const reading = (async () => {
    const { billRunId } = billRunParametersSchema.parse(push.pull.parameters);
    const reviewed = await reviewedRun(trx, await billRun(trx, billRunId));
    return {
      billRunId,
      found: new Map(foundExceptions(reviewed).map((item) => [exceptionKey(item), item])),
      bills: new Map(reviewed.bills.map((bill) => [bill.accountId, bill])),
    };
  })();
  FOUND.set(push, reading);
  return reading;
}

function wantedOf({ account, decision, reason }: RowCells): WantedHold {
  return {
    accountId: typeof account === 'string' ? account.trim() : '',
    decision: billDecisions.find((candidate) => candidate === decision) ?? null,
    reason: typeof reason === 'string' ? reason : '',
  };
}

const DONE: Readonly<Record<BillDecision, string>> = { release: 'Released', hold: 'Held', fix: 'To fix' };

function totalsOf(decided: readonly Decided[]): AppliedRows['totals'] {
  const counts = new Map<string, number>();
  for (const { decision } of decided) {
    const label = decision === null ? 'Decision taken back' : DONE[decision];
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => ({ label, value: counted(count, 'exception') }));
}
