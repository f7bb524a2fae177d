import { CurbstopError } from '../../bridge/contract/problem.js';
import { readBoundWorkbook, sheetOf, type BoundSheet, type SheetChoice } from './bound-sheet.js';
import { findCopy, type SheetCopy } from './sheet-copy.js';

/** The Curbstop table of the active sheet or of a pull. Throws a CurbstopError when there is none. */
export async function requireBoundSheet(context: Excel.RequestContext, choice: SheetChoice): Promise<BoundSheet> {
  const workbook = await readBoundWorkbook(context);
  const found = await sheetOf(context, workbook, choice);
  if (found !== null) return found;
  if (choice !== 'active') throw pulledSheetGone();
  const copy = await findCopy(context, workbook);
  throw copy === null ? notPulled() : isCopy(copy);
}

function notPulled(): CurbstopError {
  return new CurbstopError({
    code: 'no-curbstop-sheet',
    message: 'This sheet has no table that was pulled from Curbstop.',
    fix: 'Go to a sheet that Curbstop pulled, or pull one now.',
  });
}

function pulledSheetGone(): CurbstopError {
  return new CurbstopError({
    code: 'no-curbstop-sheet',
    message: 'The sheet is gone: its table that was pulled from Curbstop is not in the workbook any more.',
    fix: 'Undo until it is back, or pull again.',
  });
}

function isCopy({ sheetName, originalSheetName }: SheetCopy): CurbstopError {
  return new CurbstopError({
    code: 'copied-sheet',
    message: `The sheet "${sheetName}" is a copy of "${originalSheetName}", which Curbstop pulled.`,
    fix: `Push "${originalSheetName}"; what is typed only in the copy must be typed there first.`,
  });
}
