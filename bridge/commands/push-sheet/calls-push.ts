import { callDecisions, type CallDecision } from '../../contract/calls.js';
import { counted } from '../../contract/counted.js';
import type { Issue } from '../../contract/problem.js';
import { callsSheet } from '../../contract/sheets/calls.js';
import { billRunParametersSchema } from '../../contract/sheets/readings.js';
import type { CallRow } from '../../domain/calls/call-list.js';
import { rowCells } from '../../domain/sheet/row-cells.js';
import type { RowCells } from '../../domain/sheet/compare-rows.js';
import { runCalls } from '../../queries/calls/run-calls.js';
import { callSheetRows, isOpen } from '../../queries/sheets/calls-rows.js';
import { writeCallDecisions } from '../../store/calls.js';
import type { CommandContext } from '../command.js';
import type { PushUnderWay, SheetPush } from './sheet-push.js';

/** Keeps the list of calls as it was decided: also the rows that nobody changed, where they say call and it is still so. */
export const callsPush: SheetPush = {
  kind: callsSheet,

  async current({ trx, now }, push, keys) {
    if (keys.length === 0) return new Map();
    const wanted = new Set(keys);
    const rows = await callSheetRows(trx, await runCalls(trx, runOf(push), now));
    return new Map(
      rows.filter(([key]) => wanted.has(String(key))).map((row) => [String(row[0]), rowCells(callsSheet, row)]),
    );
  },

  async apply(context, push, changes, unchangedKeys) {
    const rows = await listOf(context, push);
    const issues: Issue[] = [];
    const decided: Decided[] = [];
    for (const { key, sheetRow, wanted } of changes) {
      const row = rows.get(key);
      if (row === undefined) throw new RangeError(`The call ${key} was compared and is gone.`);
      const typed = wantedOf(wanted);
      const issue = refused(row, typed);
      if (issue !== null) issues.push({ ...issue, rowKey: key, sheetRow });
      else if (typed.decision !== null) decided.push({ row, decision: typed.decision, why: typed.why });
    }
    const open = unchangedKeys
      .flatMap((key) => rows.get(key) ?? [])
      .filter((row) => row.decided === null && isOpen(row));
    const [asSeen, others] = [
      open.filter((row) => isAsPulled(row, push)),
      open.filter((row) => !isAsPulled(row, push)),
    ];
    decided.push(...asSeen.map((row) => ({ row, decision: 'call' as const, why: '' })));
    await writeCallDecisions(context.trx, runOf(push), decided.map(toDecision), context.commandNumber);
    const count = (wanted: CallDecision) => decided.filter(({ decision }) => decision === wanted).length;
    return {
      issues,
      applied: new Map(decided.map(({ row, decision }) => [row.accountId, DONE[decision]])),
      totals:
        decided.length === 0
          ? []
          : [
              { label: 'To call', value: counted(count('call'), 'account') },
              { label: 'Skipped', value: counted(count('skip'), 'account') },
            ],
      entries: [],
      notices: others.length === 0 ? [] : [undecidedNotice(others)],
    };
  },
};

const DONE: Readonly<Record<CallDecision, string>> = { call: 'To be called.', skip: 'Skipped.' };

interface Typed {
  readonly decision: CallDecision | null;
  readonly why: string;
}

interface Decided {
  readonly row: CallRow;
  readonly decision: CallDecision;
  readonly why: string;
}

function runOf({ pull }: PushUnderWay): string {
  return billRunParametersSchema.parse(pull.parameters).billRunId;
}

async function listOf({ trx, now }: CommandContext, push: PushUnderWay): Promise<ReadonlyMap<string, CallRow>> {
  const { rows } = await runCalls(trx, runOf(push), now);
  return new Map(rows.map((row) => [row.accountId, row]));
}

/** Tells whether the person saw that the customer is called, about what and where. */
function isAsPulled({ accountId, sentence, phone }: CallRow, { baseline }: PushUnderWay): boolean {
  const pulled = baseline.get(accountId);
  return pulled?.decision === 'call' && pulled.about === sentence && pulled.phone === phone;
}

function undecidedNotice(rows: readonly CallRow[]): string {
  const accountIds = rows.map(({ accountId }) => accountId).join(', ');
  return `Not decided on, since what is said of them changed after the pull: ${accountIds}. Pull Calls again and push.`;
}

function wantedOf({ decision, why }: RowCells): Typed {
  return {
    decision: callDecisions.find((candidate) => candidate === decision) ?? null,
    why: typeof why === 'string' ? why.trim() : '',
  };
}

function refused(row: CallRow, { decision, why }: Typed): Pick<Issue, 'code' | 'column' | 'message' | 'fix'> | null {
  const { standing } = row;
  if (standing.kind === 'called') {
    const fix = 'Put the row back as it was. A call is made again only by sending the run again, with a reason.';
    return { code: 'called-already', column: 'decision', message: `The customer was called on ${standing.on}.`, fix };
  }
  if (standing.kind === 'not-called') {
    if (decision === null && why === '') return null;
    const fix = 'Clear the decision. Where a contact is wrong, mend it in Customer Contacts and pull Calls again.';
    return { code: 'not-callable', column: 'decision', message: standing.why, fix };
  }
  if (decision === null)
    return {
      code: 'decision-missing',
      column: 'decision',
      message: 'There is no decision.',
      fix: 'Type call or skip.',
    };
  if (decision === 'skip' && why === '')
    return { code: 'reason-missing', column: 'why', message: 'Nothing says why nobody is called.', fix: 'Type why.' };
  if (decision === 'call' && why !== '') {
    const fix = 'Type skip as the decision, or clear why.';
    return {
      code: 'reason-of-no-skip',
      column: 'why',
      message: 'It says why it is skipped, and is to be called.',
      fix,
    };
  }
  return null;
}

function toDecision({ row, decision, why }: Decided) {
  const { accountId, reason, sentence, phone } = row;
  return { accountId, decision, why, reason, sentence, phone };
}
