import assert from 'node:assert/strict';
import { approvalNews } from '../../../addin/taskpane/home/approval-news.js';
import { cityText, itemRows, ledgerRows } from '../../../addin/taskpane/sheet/effect-rows.js';
import { waitingRows } from '../../../addin/taskpane/sheet/waiting-rows.js';
import type { RowStatus } from '../../../bridge/contract/commands/push-sheet.js';
import { cents } from '../../../bridge/contract/money.js';
import type { Role } from '../../../bridge/contract/person.js';

const NONE = { waiting: 0, toAcknowledge: 0, ownWaiting: 0, ownReturned: 0 };

describe('what Home says of adjustments that wait', () => {
  const titles = (role: Role, approvals: Partial<typeof NONE>) =>
    approvalNews({ person: { personId: 'p', name: 'Ann', role }, approvals: { ...NONE, ...approvals } }).map(
      ({ title }) => title,
    );

  it('is nothing where nothing waits and nothing was given back', () => {
    assert.deepEqual(titles('supervisor', {}), []);
    assert.deepEqual(titles('coordinator', {}), []);
  });

  it('tells a supervisor what waits for their approval, and nobody else', () => {
    assert.deepEqual(titles('supervisor', { waiting: 2 }), ['2 adjustments wait for your approval']);
    assert.deepEqual(titles('supervisor', { waiting: 1 }), ['1 adjustment waits for your approval']);
    assert.deepEqual(titles('coordinator', { waiting: 2 }), []);
    assert.deepEqual(titles('auditor', { waiting: 2 }), []);
  });

  it('tells a supervisor of emergencies that others approved, and nobody else', () => {
    assert.deepEqual(titles('supervisor', { toAcknowledge: 1 }), [
      '1 adjustment was approved in an emergency without a supervisor’s limit',
    ]);
    assert.deepEqual(titles('coordinator', { toAcknowledge: 1 }), []);
  });

  it('tells who asked what was given back, and what waits still', () => {
    assert.deepEqual(titles('coordinator', { ownReturned: 1, ownWaiting: 3 }), [
      '1 of your adjustments was given back to be mended',
      '3 of your adjustments wait for another person’s approval',
    ]);
  });
});

describe('what a push comes to, in the pane', () => {
  it('names an open item by account, charge and bill, and says what is paid of it and left', () => {
    const item = {
      accountId: '10-1',
      chargeType: 'water',
      entryNumber: 9,
      paidCents: cents(4_500),
      leftCents: cents(0),
    };
    assert.deepEqual(
      itemRows([
        { ...item, billNumber: 7 },
        { ...item, billNumber: null, paidCents: cents(-100) },
      ]),
      [
        ['10-1, Water, bill 7', '$45.00', '$0.00'],
        ['10-1, Water, entry 9', '-$1.00', '$0.00'],
      ],
    );
  });

  it('shows each account of the general ledger as a debit or a credit', () => {
    const line = { ledgerAccount: '4010', name: 'Water revenue' };
    assert.deepEqual(
      ledgerRows([
        { ...line, amountCents: cents(4_500) },
        { ...line, amountCents: cents(-5) },
      ]),
      [
        ['4010 Water revenue', '$45.00', ''],
        ['4010 Water revenue', '', '$0.05'],
      ],
    );
  });

  it('says whether the City’s part is less, more or as before', () => {
    assert.deepEqual(
      [-400, 400, 0].map((amount) => cityText(cents(amount))),
      ['$4.00 less', '$4.00 more', 'as before'],
    );
  });

  it('takes for waiting the rows alone that were sound and wait', () => {
    const row = (key: string, state: RowStatus['state'], text: string) => ({ key, sheetRow: 5, state, text });
    const waits = 'Waits for approval as request 3: -$700.00 is above the limit.';
    const rows = [row('A1', 'applied', waits), row('A2', 'applied', 'Credit $5.00'), row('A3', 'unchanged', waits)];
    assert.deepEqual(
      waitingRows(rows).map(({ key }) => key),
      ['A1'],
    );
  });
});
