import assert from 'node:assert/strict';
import { billExplanation } from '../../../bridge/queries/bill-explanation.js';
import { billExplanationSource } from '../../../bridge/queries/sheets/bill-explanation-rows.js';
import { postCrossingRun } from '../../support/town/crossing-run.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

/** Sewer has 14 days by old rates, which know no proration, and 17 by new ones, which do. */
describe('explaining a bill that versions of a tariff divided by days', () => {
  const town = useTown();
  let accountId = '';
  beforeEach(async () => {
    accountId = await postCrossingRun(town());
  });

  it('explains each part by the version that priced it, to the cent', async () => {
    const bill = await billExplanation(town().database, { accountId });
    const sewer = bill.charges.filter(({ service }) => service === 'sewer');
    assert.deepEqual(
      sewer.map(({ tariffVersionId, dates, amountCents, explanation }) => [
        ...[tariffVersionId, dates, amountCents, explanation.billCents],
      ]),
      [
        ['sewer-alabaster@2026-02-15', 'Oct 6 to Oct 19', 1035 + 864, 2292 + 1914],
        ['sewer-alabaster@2026-10-20', 'Oct 20 to Nov 5', 2522, 2522],
      ],
    );
    const [old, present] = sewer;
    assert.deepEqual([old?.share?.days, old?.share?.ofDays], [14, 31]);
    assert.deepEqual(
      old?.share?.lines.map(({ amountCents }) => amountCents),
      [1035, 864],
    );
    assert.equal(present?.share, null);
    const sum = bill.charges.reduce((total, { amountCents }) => total + amountCents, 0);
    assert.equal(sum, bill.totalCents);
    assert.ok(bill.charges.filter(({ service }) => service !== 'sewer').every(({ dates }) => dates === null));
  });

  it('takes the days’ share of each line in live formulas, and only that into the total', async () => {
    const { rows } = await billExplanationSource.read(town().database, { accountId }, NOW);
    const byKey = new Map(rows.map((row) => [row[0], row]));
    assert.match(String(byKey.get('sewer-2-rates')?.[3]), /class RESIDENTIAL, for Oct 6 to Oct 19$/);
    const share = rows.filter(([key]) => /share-\d+$/.test(String(key)));
    assert.deepEqual(
      share.map((row) => row[7]),
      [1, 2].map((line) => `=ROUND(ROUND({sewer-2-line-${line}:amount}*14/31,9),2)`),
    );
    assert.equal(byKey.get('sewer-2-share')?.[7], '=SUM({sewer-2-share-1:amount},{sewer-2-share-2:amount})');
    const total = String(byKey.get('total')?.[7]);
    assert.match(total, /\{sewer-2-share:amount\},\{sewer-3-bill:amount\}/);
    assert.doesNotMatch(total, /sewer-2-bill/);
  });

  it('refuses a part that does not come out again', async () => {
    const triggers = await town().database.raw<{ name: string }[]>(
      `SELECT name FROM sqlite_master WHERE type = 'trigger'`,
    );
    for (const { name } of triggers) await town().database.raw(`DROP TRIGGER ${name}`);
    await town().database.raw(
      'UPDATE bill_charge_segment SET amount_cents = amount_cents + 1 WHERE segment_number = 1',
    );
    await assert.rejects(billExplanation(town().database, { accountId }), { code: 'bill-differs' });
  });
});
