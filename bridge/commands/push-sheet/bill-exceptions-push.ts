import { billDecisions, type BillDecision } from '../../contract/bill-review.js';
import { counted } from '../../contract/counted.js';
import type { Issue } from '../../contract/problem.js';
import { billExceptionsSheet } from '../../contract/sheets/bill-exceptions.js';
import { billRunParametersSchema } from '../../contract/sheets/readings.js';
import { decisionWords, refusedDecision } from '../../domain/bill-review/decide-exception.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { reviewedRun } from '../../queries/bill-review.js';
import { billRun } from '../../queries/run-facts.js';
import { refusePosted } from '../../queries/open-bill-run.js';
import {
  exceptionKey,
  exceptionRow,
  foundExceptions,
  type FoundOnAccount,
} from '../../queries/sheets/bill-exceptions-rows.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import { writeDispositions } from '../../store/bill-dispositions.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/** Takes the decisions on the exceptions of a run's bills. */
export const billExceptionsPush: SheetPush = {
  kind: billExceptionsSheet,

  async current(context, push, keys) {
    if (keys.length === 0) return new Map();
    const { timeZone } = await utilitySettings(context.trx, context.now);
    const wanted = new Set(keys);
    const { found } = await exceptionsOf(context, push);
    const rows = [...found].filter(([key]) => wanted.has(key));
    return new Map(rows.map(([key, item]) => [key, cellsOf(exceptionRow(item, timeZone))]));
  },

  async apply(context, push, changes) {
    const { billRunId, found } = await exceptionsOf(context, push);
    refusePosted(await billRun(context.trx, billRunId));
    const issues: Issue[] = [];
    const decided: Decided[] = [];
    for (const change of changes) {
      const item = found.get(change.key);
      if (!item) throw new RangeError(`The exception ${change.key} was compared and is gone.`);
      const wanted = wantedOf(change.wanted);
      const refused = refusedDecision(item.exception, { ...wanted, hasBill: item.bill !== null });
      if (refused === null) decided.push({ change, item, ...wanted });
      else issues.push({ ...refused, rowKey: change.key, sheetRow: change.sheetRow });
    }
    await writeDispositions(context.trx, billRunId, decided.map(toDisposition), context.commandNumber);
    FOUND.delete(push);
    return {
      issues,
      applied: new Map(
        decided.map(({ change, item, decision }) => [change.key, decisionWords(item.exception, decision)]),
      ),
      totals: totalsOf(decided),
      entries: [],
    };
  },
};

interface FoundInRun {
  readonly billRunId: string;
  readonly found: ReadonlyMap<string, FoundOnAccount>;
}

const FOUND = new WeakMap<PushUnderWay, Promise<FoundInRun>>();

/** The run is calculated once to be compared and decided on, and once more after the decisions are written. */
function exceptionsOf({ trx }: CommandContext, push: PushUnderWay): Promise<FoundInRun> {
  const known = FOUND.get(push);
  if (known) return known;
  const reading = (async () => {
    const { billRunId } = billRunParametersSchema.parse(push.pull.parameters);
    const items = foundExceptions(await reviewedRun(trx, await billRun(trx, billRunId)));
    return { billRunId, found: new Map(items.map((item) => [exceptionKey(item), item])) };
  })();
  FOUND.set(push, reading);
  return reading;
}

interface Decided {
  readonly change: RowChange;
  readonly item: FoundOnAccount;
  readonly decision: BillDecision | null;
  readonly reason: string;
}

function wantedOf({ decision, reason }: RowCells): Pick<Decided, 'decision' | 'reason'> {
  return {
    decision: billDecisions.find((candidate) => candidate === decision) ?? null,
    reason: typeof reason === 'string' ? reason : '',
  };
}

function toDisposition({ item: { account, exception }, decision, reason }: Decided) {
  const { accountId } = account;
  return { accountId, exception: exception.name, sentence: exception.sentence, decision: decision ?? '', reason };
}

function cellsOf(row: ReturnType<typeof exceptionRow>): RowCells {
  return Object.fromEntries(billExceptionsSheet.columns.map((column, index) => [column.id, row[index] ?? null]));
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
