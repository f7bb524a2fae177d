import type { RowStatus } from '../../../bridge/contract/commands/push-sheet.js';
import { WAITS_FOR_APPROVAL } from '../../../bridge/contract/sheets/waiting-status.js';

/** The rows of a preview or a push that wait, or would wait, for another person's word. */
export function waitingRows(rows: readonly RowStatus[]): RowStatus[] {
  return rows.filter(({ state, text }) => state === 'applied' && text.startsWith(WAITS_FOR_APPROVAL));
}
