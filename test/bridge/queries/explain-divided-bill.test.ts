import assert from 'node:assert/strict';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { priceCents, type BillInputs } from '../../../bridge/domain/tariff/index.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { tariffBook } from '../../../bridge/queries/tariff-book.js';
import { billExplanation } from '../../../bridge/queries/bill-explanation.js';
import { billExplanationSource } from '../../../bridge/queries/sheets/bill-explanation-rows.js';
import { postCrossingRun, UNCHANGED_RATES } from '../../support/town/crossing-run.js';
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

/** Sewer has 14, 8 and 9 days by versions that know no proration and have the same rates. */
describe('explaining a bill that was divided by days though its rates did not change', () => {
  const town = useTown();
  let accountId = '';
  beforeEach(async () => {
    accountId = await postCrossingRun(town(), UNCHANGED_RATES);
  });

  it('gives shares that make up the whole of each line to the cent, as they were posted and are proven', async () => {
    const { charges } = await billExplanation(town().database, { accountId });
    const sewer = charges.filter(({ service }) => service === 'sewer');
    // Of $22.92 14/31 are $10.35 and 22/31 $16.27, of $19.14 $8.64 and $13.58. By itself 8/31 of $22.92 would be $5.91.
    assert.deepEqual(
      sewer.map(({ share }) => [
        ...[share?.daysBefore, share?.days, share?.ofDays],
        ...(share?.lines ?? []).map(({ amountCents }) => amountCents),
      ]),
      [
        [0, 14, 31, 1035, 864],
        [14, 8, 31, 592, 494],
        [22, 9, 31, 665, 556],
      ],
    );
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('charges nobody another amount than one version would have', async () => {
    const rows = await town().database.raw<{ rate_class: string; inputs: string; amount_cents: number }[]>(
      `SELECT rate_class, inputs, amount_cents FROM bill_charge AS charge
       WHERE EXISTS (SELECT 1 FROM bill_charge_segment AS part
                     WHERE (part.bill_number, part.service) = (charge.bill_number, charge.service))`,
    );
    const { compiled } = (await tariffBook(town().database)).versionOn('sewer-alabaster', calendarDate('2026-11-05'));
    assert.ok(rows.length > 10);
    for (const { rate_class: rateClass, inputs, amount_cents: amount } of rows) {
      assert.equal(priceCents(compiled, rateClass, JSON.parse(inputs) as BillInputs).billCents, amount, inputs);
    }
  });

  it('says in live formulas what is taken off for the days before', async () => {
    const { rows } = await billExplanationSource.read(town().database, { accountId }, NOW);
    const later = rows.filter(([key]) => /^sewer-4-share-\d+$/.test(String(key)));
    const firstDays = (line: number, days: number) => `ROUND(ROUND({sewer-4-line-${line}:amount}*${days}/31,9),2)`;
    assert.deepEqual(
      later.map((row) => [row[4], row[7]]),
      [1, 2].map((line) => [
        '31 of 31 days less the 22 before, each to the cent',
        `=ROUND(ROUND(${firstDays(line, 31)}-${firstDays(line, 22)},9),2)`,
      ]),
    );
  });

  it('finds a bill wrong whose share was rounded by itself', async () => {
    const triggers = await town().database.raw<{ name: string }[]>(
      `SELECT name FROM sqlite_master WHERE type = 'trigger'`,
    );
    for (const { name } of triggers) await town().database.raw(`DROP TRIGGER ${name}`);
    await town().database.raw(
      `UPDATE bill_charge_segment
       SET lines = json_set(lines, '$[0].amountCents', (lines ->> '$[0].amountCents') + 1), amount_cents = amount_cents + 1
       WHERE segment_number = 2`,
    );
    const { findings } = await verifyLedger(town().database);
    assert.ok(findings.some(({ code }) => code === 'not-repeatable'));
  });
});
