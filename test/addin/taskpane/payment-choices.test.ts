import assert from 'node:assert/strict';
import { PAYMENT_FILE_BYTES_MAX } from '../../../bridge/contract/commands/import-payments.js';
import type { Issue } from '../../../bridge/contract/problem.js';
import {
  acceptedWith,
  duplicatesWith,
  NO_DUPLICATES,
  paymentFileTrouble,
  type FileDuplicates,
} from '../../../addin/taskpane/payments/payment-choices.js';

describe('the payment file as chosen', () => {
  const issue = (line: number, code = 'duplicate-payment'): Issue => {
    return { code, rowKey: `line ${line}`, column: '', message: `Line ${line} is posted already.`, fix: '' };
  };

  const file = new File(['a'], 'LB1123.TXT');
  const linesOf = ({ found }: FileDuplicates) => found.map(({ line }) => line);

  it('is refused before it is read when it is empty or larger than the bridge takes', () => {
    assert.match(paymentFileTrouble({ size: 0 }) ?? '', /empty/);
    assert.equal(paymentFileTrouble({ size: PAYMENT_FILE_BYTES_MAX }), null);
    assert.match(paymentFileTrouble({ size: PAYMENT_FILE_BYTES_MAX + 1 }) ?? '', /16\.1 MB; the limit is 16 MB/);
  });

  it('keeps a line that looked posted among the choices after it was accepted and is no issue any more', () => {
    const first = duplicatesWith(NO_DUPLICATES, file, [issue(12), issue(3), issue(4, 'account-closed')]);
    assert.deepEqual(linesOf(first), [3, 12]);
    assert.deepEqual(linesOf(duplicatesWith(first, file, [issue(12)])), [3, 12]);
    assert.equal(first.found[0]?.message, 'Line 3 is posted already.');
  });

  it('takes no duplicates of another file for its own, as when that was being checked while this one was chosen', () => {
    const first = duplicatesWith(NO_DUPLICATES, file, [issue(12)]);
    const other = new File(['b'], 'LB1124.TXT');
    assert.deepEqual(linesOf(duplicatesWith(first, other, [issue(5)])), [5]);
    assert.equal(duplicatesWith(first, other, []).file, other);
  });

  it('accepts lines one by one, and takes one back', () => {
    assert.deepEqual(acceptedWith([12], 3, true), [3, 12]);
    assert.deepEqual(acceptedWith([3, 12], 3, true), [3, 12]);
    assert.deepEqual(acceptedWith([3, 12], 3, false), [12]);
  });
});
