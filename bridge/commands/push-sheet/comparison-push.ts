import { comparisonDecisions, type ComparisonDecision } from '../../contract/comparison.js';
import { counted } from '../../contract/counted.js';
import type { Issue } from '../../contract/problem.js';
import { comparisonSheet } from '../../contract/sheets/comparison.js';
import { billRunParametersSchema } from '../../contract/sheets/readings.js';
import type { ComparedLine } from '../../domain/comparison/compare-line.js';
import { rowCells } from '../../domain/sheet/row-cells.js';
import type { RowCells } from '../../domain/sheet/compare-rows.js';
import { compareRun } from '../../queries/comparison.js';
import { centsOf, comparisonDecisionsOf, comparisonKey } from '../../queries/comparison-decisions.js';
import { comparisonRows } from '../../queries/sheets/comparison-rows.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import { writeComparisonDecisions, type NewComparisonDecision } from '../../store/comparison-decisions.js';
import { findComparisonFile } from '../../store/comparison-files.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/** Keeps what a person decided of the lines of a comparison. No bill changes by it. */
export const comparisonPush: SheetPush = {
  kind: comparisonSheet,

  async current(context, push, keys) {
    if (keys.length === 0) return new Map();
    const { trx, now } = context;
    const wanted = new Set(keys);
    const lines = [...(await linesOf(context, push))].filter(([key]) => wanted.has(key)).map(([, line]) => line);
    const { timeZone } = await utilitySettings(trx, now);
    const rows = comparisonRows(lines, await comparisonDecisionsOf(trx, runOf(push)), timeZone);
    return new Map(rows.map((row) => [String(row[0]), rowCells(comparisonSheet, row)]));
  },

  async apply(context, push, changes) {
    const lines = await linesOf(context, push);
    const issues: Issue[] = [];
    const decided = new Map<string, NewComparisonDecision>();
    for (const { key, sheetRow, wanted } of changes) {
      const line = lines.get(key);
      if (line === undefined) throw new RangeError(`The line ${key} was compared and is gone.`);
      const { decision, note } = wantedOf(wanted);
      const issue = refused(decision, note);
      if (issue !== null) issues.push({ ...issue, rowKey: key, sheetRow });
      else {
        const { accountId, service } = line;
        decided.set(key, { accountId, service, ...centsOf(line), decision: decision ?? '', note });
      }
    }
    await writeComparisonDecisions(context.trx, runOf(push), [...decided.values()], context.commandNumber);
    return {
      issues,
      applied: new Map([...decided].map(([key, { decision }]) => [key, DONE[decision] ?? TAKEN_BACK])),
      totals: totalsOf([...decided.values()]),
      entries: [],
    };
  },
};

const TAKEN_BACK = 'Decision taken back.';
const DONE: Readonly<Partial<Record<string, string>>> = { accepted: 'Accepted.', 'to mend': 'To be mended.' };

function runOf({ pull }: PushUnderWay): string {
  return billRunParametersSchema.parse(pull.parameters).billRunId;
}

const LINES = new WeakMap<PushUnderWay, Promise<ReadonlyMap<string, ComparedLine>>>();

/** The run is compared once in a push: what is decided changes no line. */
function linesOf({ trx, now }: CommandContext, push: PushUnderWay): Promise<ReadonlyMap<string, ComparedLine>> {
  const known = LINES.get(push);
  if (known) return known;
  const comparing = (async () => {
    const file = await findComparisonFile(trx, runOf(push));
    if (file === null) return new Map<string, ComparedLine>();
    const { lines } = await compareRun(trx, runOf(push), file, now);
    return new Map(lines.map((line) => [comparisonKey(line), line]));
  })();
  LINES.set(push, comparing);
  return comparing;
}

function wantedOf({ decision, note }: RowCells): { decision: ComparisonDecision | null; note: string } {
  return {
    decision: comparisonDecisions.find((candidate) => candidate === decision) ?? null,
    note: typeof note === 'string' ? note.trim() : '',
  };
}

function refused(
  decision: ComparisonDecision | null,
  note: string,
): Pick<Issue, 'code' | 'column' | 'message' | 'fix'> | null {
  if (decision === 'to mend' && note === '') {
    const fix = 'Say what is wrong, and where it is mended.';
    return { code: 'note-missing', column: 'note', message: 'Nothing says what is to be mended.', fix };
  }
  if (decision === null && note !== '') {
    const fix = 'Type accepted or to mend, or clear the note.';
    return { code: 'decision-missing', column: 'decision', message: 'There is a note and no decision.', fix };
  }
  return null;
}

function totalsOf(decided: readonly NewComparisonDecision[]): AppliedRows['totals'] {
  return ['accepted', 'to mend'].flatMap((wanted) => {
    const count = decided.filter(({ decision }) => decision === wanted).length;
    return count === 0
      ? []
      : [{ label: wanted === 'accepted' ? 'Accepted' : 'To mend', value: counted(count, 'line') }];
  });
}
