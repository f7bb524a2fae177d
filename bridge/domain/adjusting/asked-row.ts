import type { Issue } from '../../contract/problem.js';
import type { RowChange } from '../sheet/compare-rows.js';
import { alreadyPosted } from '../sheet/posted-row.js';
import { DONE, isApproval, type SaidWord } from './request-state.js';

/** The request that a row was kept as. */
export interface AskedRow {
  readonly requestNumber: number;
  readonly said: readonly SaidWord[];
}

/** What a row is told that was changed after it was kept as a request: what was asked for stays as it was pushed. */
export function alreadyAsked(change: RowChange, { requestNumber, said }: AskedRow): Issue {
  const { key: rowKey, sheetRow, changedColumns } = change;
  const final = said.find(({ isFinal }) => isFinal);
  if (final && isApproval(final)) return alreadyPosted(change, final);
  const issue = { code: 'already-asked', rowKey, sheetRow, column: changedColumns[0] ?? 'key' };
  if (final === undefined) {
    const message = `Row ${sheetRow} waits for approval as request ${requestNumber} and can't be changed.`;
    const fix =
      'Put the row back as it was; withdraw the request in Pending Approvals, then enter what is right as a new row.';
    return { ...issue, message, fix };
  }
  const word = final.word === '' ? '' : `: ${final.word}`;
  const ended = `Row ${sheetRow} was ${DONE[final.decision]} as request ${requestNumber}${word}`;
  const message = /[.?!]$/.test(ended) ? ended : `${ended}.`;
  return { ...issue, message, fix: 'Put the row back as it was, and enter what is right as a new row.' };
}
