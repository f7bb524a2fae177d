import assert from 'node:assert/strict';
import type { AdjustmentReasons } from '../../../../bridge/contract/settings/adjustment-reasons.js';
import { adjustmentKinds } from '../../../../bridge/contract/sheets/adjustments.js';
import { readTypedAdjustment } from '../../../../bridge/domain/adjusting/typed-adjustment.js';
import type { Typed } from '../../../support/adjusting/given-adjustments.js';

const REASONS = { codes: ['Bank error', 'other leak'], requiredFor: ['write-off' as const] };
const read = (changes: Typed, reasons: AdjustmentReasons | null = null) => {
  const row = { account: '10-0042-01', service: 'water', kind: 'goodwill', amount: '-1.00', reason: 'Care' };
  const wanted = { ...row, ...changes };
  return readTypedAdjustment({ key: 'k', sheetRow: 5, wanted, changedColumns: Object.keys(wanted) }, reasons);
};
const codes = (changes: Typed, reasons: AdjustmentReasons | null = null) => {
  const typed = read(changes, reasons);
  return 'key' in typed ? [] : typed.map(({ column, code }) => `${column} ${code}`);
};

describe('reading a typed adjustment', () => {
  it('says everything that a row lacks, and asks for no note and no cause', () => {
    const empty = { account: null, service: null, kind: null, amount: null, reason: null };
    assert.deepEqual(codes(empty), [
      'account missing',
      'service missing',
      'kind missing',
      'amount missing',
      'reason missing',
    ]);
  });

  it('lets the amount be worked out where a rule says it, and asks for it elsewhere', () => {
    const worked = [
      ...['misread', 'wrong tariff', 'wrong meter or multiplier'],
      'leak',
      'billed after move-out',
      'late charge waiver',
      'returned payment fee',
      'write-off',
      'rebill',
    ];
    for (const kind of adjustmentKinds) {
      const service = ['returned payment fee', 'deposit correction', 'rebill'].includes(kind) ? null : 'water';
      const otherAccount = kind === 'transfer between accounts' ? '10-0043-01' : null;
      const bill = kind === 'rebill' ? 7 : null;
      const expected = worked.includes(kind) ? [] : ['amount missing'];
      assert.deepEqual(codes({ kind, service, otherAccount, bill, amount: null }), expected, kind);
    }
  });

  it('refuses a cell that the kind has no use for', () => {
    assert.deepEqual(codes({ otherAccount: '10-0043-01' }), ['otherAccount not-used']);
    assert.deepEqual(codes({ kind: 'deposit correction' }), ['service not-used']);
    assert.deepEqual(codes({ kind: 'write-off', amount: '5.00', bill: 7 }), ['bill not-used']);
  });

  it('refuses zero, what is larger than anybody is charged, and a sign that the kind has not', () => {
    assert.deepEqual(codes({ amount: '0.00' }), ['amount zero-amount']);
    assert.deepEqual(codes({ amount: '10000000.01' }), ['amount amount-too-large']);
    assert.deepEqual(codes({ amount: '-10000000.00' }), []);
    assert.deepEqual(codes({ kind: 'write-off', amount: '-5.00' }), ['amount not-positive']);
    assert.deepEqual(codes({ kind: 'leak', amount: '5.00' }), ['amount not-a-credit']);
  });

  it('takes a reason code of the setting in any case, and refuses any other', () => {
    const typed = read({ cause: 'BANK ERROR' }, REASONS);
    assert.equal('key' in typed && typed.cause, 'Bank error');
    assert.deepEqual(codes({ cause: 'bank' }, REASONS), ['cause not-a-choice']);
    assert.deepEqual(codes({ cause: null }, REASONS), []);
  });

  it('needs a reason code where the setting says so for the kind', () => {
    const row = { kind: 'write-off', service: null, amount: '5.00' };
    assert.deepEqual(codes(row, REASONS), ['cause missing']);
    assert.deepEqual(codes({ ...row, cause: 'bank error' }, REASONS), []);
    assert.deepEqual(codes({ ...row, reason: null, cause: 'x' }, REASONS), ['reason missing', 'cause not-a-choice']);
  });

  it('keeps the reason code of a row that was asked for by the codes of another day', () => {
    const typed = read({ cause: 'a code of then' });
    assert.equal('key' in typed && typed.cause, 'a code of then');
  });

  it('says what is missing and what is wrong together', () => {
    assert.deepEqual(codes({ amount: '0.00', reason: null, otherAccount: 'x' }), [
      'reason missing',
      'otherAccount not-used',
      'amount zero-amount',
    ]);
  });
});
