import { CurbstopError } from '../../bridge/contract/problem.js';
import { readBoundWorkbook, sheetOf, type BoundSheet, type BoundWorkbook, type SheetChoice } from './bound-sheet.js';
import type { ExchangedName } from './exchanged-names.js';
import { findCopy, type SheetCopy } from './sheet-copy.js';
import type { AskColumns } from './table-places.js';

/**
 * The Curbstop table of the active sheet or of a pull. Throws a CurbstopError when there is none.
 * @param askColumns the cells to ask for along with all else; see {@link readBoundWorkbook}
 */
export async function requireBoundSheet(
  context: Excel.RequestContext,
  choice: SheetChoice,
  askColumns?: AskColumns,
): Promise<BoundSheet> {
  const workbook = await readBoundWorkbook(context, askColumns);
  const found = await sheetOf(context, workbook, choice);
  if (found !== null) return found;
  const exchanged = workbook.exchanged.find(({ pullId, sheetName }) => {
    return choice === 'active' ? sheetName === workbook.activeSheetName : pullId === choice.pullId;
  });
  if (exchanged !== undefined) throw hasAnothersName(exchanged);
  if (choice !== 'active') throw pulledSheetGone(workbook);
  const copy = await findCopy(context, workbook);
  throw copy === null ? notPulled() : isCopy(copy);
}

function notPulled(): CurbstopError {
  return new CurbstopError({
    code: 'no-curbstop-sheet',
    message: 'This sheet has no table that is tied to a pull: it is your own, or a copy of an earlier pull.',
    fix: 'Go to a sheet that Curbstop pulled, or pull one now and type there what is still to be pushed.',
  });
}

function pulledSheetGone({ disputed }: BoundWorkbook): CurbstopError {
  const [dispute] = disputed;
  if (dispute !== undefined) return moreCopies(dispute.sheetNames);
  return new CurbstopError({
    code: 'no-curbstop-sheet',
    message: 'The sheet is gone: its table that was pulled from Curbstop is not in the workbook any more.',
    fix: 'Undo until it is back, or pull again.',
  });
}

function hasAnothersName({ sheetName, tableName, ownName }: ExchangedName): CurbstopError {
  return new CurbstopError({
    code: 'table-names-exchanged',
    message: `The table of the sheet "${sheetName}" is called "${tableName}", which is the name of another pulled table: which of them Curbstop pulled when can't be known.`,
    fix: `Rename the table of "${sheetName}" back to "${ownName}" under Table Design, Table Name; give another table that has this name a different one first.`,
  });
}

function isCopy({ sheetName, originalSheetName, copies }: SheetCopy): CurbstopError {
  if (originalSheetName === null) return moreCopies(copies);
  return new CurbstopError({
    code: 'copied-sheet',
    message: `The sheet "${sheetName}" is a copy of "${originalSheetName}", which Curbstop pulled.`,
    fix: `Push "${originalSheetName}"; what is typed only in the copy must be typed there first.`,
  });
}

function moreCopies(sheetNames: readonly string[]): CurbstopError {
  const names = sheetNames.map((name) => `"${name}"`).join(' and ');
  return new CurbstopError({
    code: 'several-copies',
    message: `The sheet that Curbstop pulled was deleted, and ${names} are copies of it: which one to push can't be known.`,
    fix: 'Delete all but the one to push, after typing there what is only in the others; or pull again.',
  });
}
