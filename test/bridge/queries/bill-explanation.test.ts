import assert from 'node:assert/strict';
import { refuseUnsafeFormulas } from '../../../bridge/contract/sheets/formula-cells.js';
import { billExplanationSheet } from '../../../bridge/contract/sheets/bill-explanation.js';
import { explanationText } from '../../../bridge/domain/tariff/index.js';
import { billExplanation } from '../../../bridge/queries/bill-explanation.js';
import { billExplanationSource } from '../../../bridge/queries/sheets/bill-explanation-rows.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('explaining a posted bill', () => {
  const town = useTown();
  interface BillRow {
    readonly bill_number: number;
    readonly account_id: string;
    readonly total_cents: number;
  }
  const bills = (order: string) =>
    town().database.raw<BillRow[]>(`SELECT bill_number, account_id, total_cents FROM bill ORDER BY ${order} LIMIT 40`);

  it('gives charges that make the bill, each by the version that it was posted with', async () => {
    for (const { account_id: accountId, bill_number: billNumber, total_cents: total } of await bills('bill_number')) {
      const explained = await billExplanation(town().database, { accountId, billNumber });
      assert.equal(explained.totalCents, total);
      const sum = explained.charges.reduce((cents, charge) => cents + charge.amountCents, 0);
      assert.equal(sum, total);
    }
  });

  it('takes the newest bill of the account where no number is given', async () => {
    const [newest] = await bills('billed_on DESC, bill_number DESC');
    assert.ok(newest);
    const explained = await billExplanation(town().database, { accountId: newest.account_id });
    assert.equal(explained.billNumber, newest.bill_number);
  });

  it('tells rates, use, each line and the rounding in words', async () => {
    const [{ account_id: accountId } = { account_id: '' }] = await bills('bill_number DESC');
    const { charges } = await billExplanation(town().database, { accountId });
    const text = charges.map(({ explanation }) => explanationText(explanation)).join('\n');
    assert.match(text, /Water \(SAMPLE rates\), rates from 2000-01-01/);
    assert.match(text, /Water, minimum with 2,500 gallons: \$\d+\.\d\d/);
    assert.match(text, /Total: \$\d+\.\d\d \(rounded to cents, halves up once, on the bill\)/);
  });

  it('fills a sheet with formulas of the grammar only, under one total', async () => {
    const [{ account_id: accountId, total_cents: total } = { account_id: '', total_cents: 0 }] =
      await bills('total_cents DESC');
    const { rows, totals, subject } = await billExplanationSource.read(town().database, { accountId }, NOW);
    refuseUnsafeFormulas(billExplanationSheet, rows);
    assert.equal(rows.at(-1)?.[0], 'total');
    assert.match(String(rows.at(-1)?.[7]), /^=SUM\(.*\)$/);
    assert.match(subject, new RegExp(`of account ${accountId}`));
    assert.ok(total > 0 && totals.some(({ label }) => label === 'Bill'));
  });

  it('is refused for an account or a bill that is not there', async () => {
    const [{ account_id: accountId } = { account_id: '' }] = await bills('bill_number');
    const explain = (choice: { accountId: string; billNumber?: number }) => billExplanation(town().database, choice);
    await assert.rejects(explain({ accountId: 'nobody' }), { code: 'no-such-bill', status: 404 });
    await assert.rejects(explain({ accountId, billNumber: 999_999_999 }), { code: 'no-such-bill' });
  });
});
