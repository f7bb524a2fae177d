import { CurbstopError } from '../../bridge/contract/problem.js';

/**
 * Runs a batch on the workbook; waits while the person is typing in a cell. Throws a CurbstopError in words for the
 * person when Excel does not allow what was asked.
 */
export async function inWorkbook<Result>(batch: (context: Excel.RequestContext) => Promise<Result>): Promise<Result> {
  try {
    return await Excel.run({ delayForCellEdit: true }, batch);
  } catch (error) {
    throw asCurbstopError(error);
  }
}

/** For what the person may miss without harm, such as selecting a cell while another workbook has the focus. */
export async function whenAllowed(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!isExcelError(error)) throw error;
  }
}

const PROTECTED = new Set(['AccessDenied', 'InvalidOperationInProtectedSheet', 'ProtectedSheet']);
const TOO_LARGE = new Set(['RequestPayloadSizeLimitExceeded', 'ResponsePayloadSizeLimitExceeded']);

/** Tells whether a request failed because it or its reply would have held more than Excel passes on at once. */
export function isTooLarge(error: unknown): boolean {
  return isExcelError(error) && TOO_LARGE.has(error.code);
}

function asCurbstopError(error: unknown): unknown {
  if (!isExcelError(error)) return error;
  return new CurbstopError({
    code: 'excel-refused',
    message: `Excel did not do what Curbstop asked: ${error.message}`,
    fix: fixFor(error.code),
  });
}

function fixFor(code: string): string {
  if (PROTECTED.has(code)) return 'Unprotect the workbook and the sheet (Review, Unprotect), then try again.';
  if (TOO_LARGE.has(code)) return 'The cells hold more text than Excel passes on at once. Shorten it, then try again.';
  return 'Finish what you are doing in Excel and try again. If it fails again, pull into a new workbook.';
}

export function isExcelError(error: unknown): error is { name: string; message: string; code: string } {
  const facts = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  return facts['name'] === 'RichApi.Error' && typeof facts['code'] === 'string';
}
