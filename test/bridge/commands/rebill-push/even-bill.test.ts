import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { postCrossingRun } from '../../../support/town/crossing-run.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { totalsOf } from '../../../support/town/rebills.js';
import { assertProven } from '../../../support/town/run-reversal.js';
import { HOUSE, useRebillSheet } from '../../../support/town/use-rebill-sheet.js';

describe('a bill that is made again and comes to nothing', () => {
  const { town, rebills, row } = useRebillSheet();

  /** Rates of a service that charge its amount, whatever is used. */
  const addRates = async (service: string, dollars: string) => {
    const source = ratesOf(service, dollars);
    await town().database.raw('INSERT INTO tariff VALUES (?, ?, ?)', [`${service}-even`, service, `${service}, even`]);
    await town().database.raw(
      `INSERT INTO tariff_version (tariff_version_id, tariff_id, effective_from, is_sample, source, source_hash)
       VALUES (?, ?, '2000-01-01', 0, ?, ?)`,
      [`${service}-even@2000-01-01`, `${service}-even`, source, createHash('sha256').update(source).digest('hex')],
    );
  };

  const posted = (accountId: string) =>
    town().database.raw<{ account: string; amount: number }[]>(
      `SELECT ledger_account AS account, sum(amount_cents) AS amount FROM posting
       WHERE account_id = ? GROUP BY 1 HAVING amount <> 0 ORDER BY 1`,
      [accountId],
    );

  const even = async () => {
    await addRates('water', '5.00');
    await addRates('sewer', '-25.00');
    const { key } = await row();
    return rebills().make(HOUSE, { [key]: { newTariffs: 'water-even, sewer-even', reason: 'By agreement' } });
  };

  it('while its services cancel out has their entry, and is made again and taken back as any other', async () => {
    const before = await posted(HOUSE);
    const made = await even();
    const { cell } = await row();
    assert.deepEqual(
      ['water', 'sewer', 'garbage', 'total'].map((column) => cell(column)),
      ['5.00', '-25.00', '20.00', '0.00'],
    );
    assert.equal(totalsOf(made)['Net change for the customer'], '-$106.76');
    const entryNumber = await town().value<number>('SELECT entry_number FROM rebill');
    assert.ok(entryNumber > 0, 'water, sewer and garbage are posted each');
    assert.equal(await rebills().owed(HOUSE), -10_676);
    const again = await rebills().make(HOUSE, {
      [(await row()).key]: { newTariffs: 'water-sample, sewer-alabaster', reason: 'No agreement' },
    });
    assert.equal(await rebills().owed(HOUSE), 0);
    for (const { receiptNumber } of [again, made]) {
      assert.equal((await reversePushed(town(), receiptNumber)).outcome, 'applied');
      await assertProven(town());
    }
    assert.deepEqual(await posted(HOUSE), before);
  });

  it('is posted with its run too', async () => {
    const sewer = { 'service_charge: 22.92\n    flat_rate: 3.19': 'service_charge: -80.40\n    flat_rate: 0.00' };
    const house = await postCrossingRun(town(), { '2026-10-20': sewer });
    const { cell } = await row(house);
    assert.deepEqual(
      ['water', 'sewer', 'garbage', 'total'].map((column) => cell(column)),
      ['40.40', '-80.40', '40.00', '0.00'],
    );
    await assertProven(town());
  });
});

function ratesOf(service: string, dollars: string): string {
  return `metadata:
  effective_date: 2000-01-01
  utility_name: Even
  bill_frequency: monthly
  bill_unit: kgal
  curbstop:
    service: ${service}
    title: ${service}, even
    rounding: {at: bill, how: half_up}
    lines:
      - {component: service_charge, description: As agreed}
rate_structure:
  RESIDENTIAL:
    service_charge: ${dollars}
    bill: service_charge
`;
}
