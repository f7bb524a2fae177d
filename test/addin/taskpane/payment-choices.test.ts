import assert from 'node:assert/strict';
import { PAYMENT_FILE_BYTES_MAX } from '../../../bridge/contract/commands/import-payments.js';
import type { Issue } from '../../../bridge/contract/problem.js';
import { acceptedWith, duplicatesWith, paymentFileTrouble } from '../../../addin/taskpane/payments/payment-choices.js';

describe('the payment file as chosen', () => {
  const issue = (line: number, code = 'duplicate-payment'): Issue => {
    return { code, rowKey: `line ${line}`, column: '', message: `Line ${line} is posted already.`, fix: '' };
  };

  it('is refused before it is read when it is empty or larger than the bridge takes', () => {
    assert.match(paymentFileTrouble({ size: 0 }) ?? '', /empty/);
    assert.equal(paymentFileTrouble({ size: PAYMENT_FILE_BYTES_MAX }), null);
    assert.match(paymentFileTrouble({ size: PAYMENT_FILE_BYTES_MAX + 1 }) ?? '', /16\.1 MB; the limit is 16 MB/);
  });

  it('keeps a line that looked posted among the choices after it was accepted and is no issue any more', () => {
    const first = duplicatesWith([], [issue(12), issue(3), issue(4, 'account-closed')]);
    assert.deepEqual(
      first.map(({ line }) => line),
      [3, 12],
    );
    assert.deepEqual(
      duplicatesWith(first, [issue(12)]).map(({ line }) => line),
      [3, 12],
    );
    assert.equal(first[0]?.message, 'Line 3 is posted already.');
  });

  it('accepts lines one by one, and takes one back', () => {
    assert.deepEqual(acceptedWith([12], 3, true), [3, 12]);
    assert.deepEqual(acceptedWith([3, 12], 3, true), [3, 12]);
    assert.deepEqual(acceptedWith([3, 12], 3, false), [12]);
  });
});
