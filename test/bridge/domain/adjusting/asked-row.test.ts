import assert from 'node:assert/strict';
import type { ApprovalWord } from '../../../../bridge/contract/sheets/pending-approvals.js';
import { alreadyAsked } from '../../../../bridge/domain/adjusting/asked-row.js';
import type { SaidWord } from '../../../../bridge/domain/adjusting/request-state.js';

const change = { key: 'k1', sheetRow: 5, wanted: {}, changedColumns: ['amount'] };

function said(decision: ApprovalWord, changes: Partial<SaidWord> = {}): SaidWord {
  return { decision, isFinal: true, word: '', personName: 'Sam', receipt: 9, reversedBy: null, ...changes };
}
const told = (...words: SaidWord[]) => alreadyAsked(change, { requestNumber: 3, said: words });

describe('a row that was changed after it was kept as a request', () => {
  it('is told that it waits, and to withdraw the request first', () => {
    for (const issue of [told(), told(said('emergency', { isFinal: false, word: 'Burst main' }))]) {
      assert.deepEqual(issue, {
        code: 'already-asked',
        rowKey: 'k1',
        sheetRow: 5,
        column: 'amount',
        message: "Row 5 waits for approval as request 3 and can't be changed.",
        fix: 'Put the row back as it was; withdraw the request in Pending Approvals, then enter what is right as a new row.',
      });
    }
  });

  it('is told what became of its request and why, and to enter what is right as a new row', () => {
    const messages = [
      told(said('return', { word: 'Which day?' })),
      told(said('decline', { word: 'No outage' })),
      told(said('withdraw')),
    ].map(({ message, fix }) => `${message} ${fix}`);
    const fix = 'Put the row back as it was, and enter what is right as a new row.';
    assert.deepEqual(messages, [
      `Row 5 was returned as request 3: Which day? ${fix}`,
      `Row 5 was declined as request 3: No outage. ${fix}`,
      `Row 5 was withdrawn as request 3. ${fix}`,
    ]);
  });

  it('is told of the receipt of the approval that posted it, and of the one that reversed it', () => {
    const words = [said('emergency', { isFinal: false }), said('approve', { receipt: 12 })];
    assert.equal(told(...words).message, "Row 5 was posted with receipt 12 and can't be changed.");
    assert.equal(
      told(said('emergency', { reversedBy: 14 })).message,
      "Row 5 was posted with receipt 9, which receipt 14 reversed, and can't be changed.",
    );
  });
});
