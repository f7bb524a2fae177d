import assert from 'node:assert/strict';
import { rateStudy } from '../../../bridge/queries/rate-study.js';
import { tariffList, tariffSource } from '../../../bridge/queries/tariff-versions.js';
import { changedRates } from '../../support/town/rate-files.js';
import { useTown } from '../../support/town/town.js';

const WATER = 'water-sample@2000-01-01';

describe('a rate study of the town', () => {
  const town = useTown();
  const study = (rates: Parameters<typeof rateStudy>[1]['rates'], tariffId = 'water-sample') =>
    rateStudy(town().database, { tariffId, rates });

  interface MonthRow {
    readonly rate_class: string;
    readonly month: string;
    readonly bills: number;
    readonly cents: number;
  }
  const billedByMonth = (service: string) =>
    town().database.raw<MonthRow[]>(
      `SELECT rate_class, substr(billed_on, 1, 7) AS month, count(*) AS bills, sum(amount_cents) AS cents
       FROM bill JOIN bill_charge USING (bill_number)
       WHERE service = ? AND substr(billed_on, 1, 7) > substr(date((SELECT max(billed_on) FROM bill), '-12 months'), 1, 7)
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [service],
    );

  it('changes nothing where the rates are those that were billed, and adds up to what was billed to the cent', async () => {
    const { all, classes, firstMonth, lastMonth, unpriceable } = await study({ tariffVersionId: WATER });
    const rows = await billedByMonth('water');
    assert.deepEqual(
      classes.flatMap(({ rateClass, months }) =>
        months.map((row) => [rateClass, row.month, row.bills, row.changed, row.beforeCents, row.afterCents]),
      ),
      rows.map((row) => [row.rate_class, row.month, row.bills, 0, row.cents, row.cents]),
    );
    const bills = rows.reduce((sum, row) => sum + row.bills, 0);
    assert.ok(bills > 600);
    assert.deepEqual([all.total.bills, all.total.differenceCents, unpriceable.bills], [bills, 0, 0]);
    assert.equal(all.months.length, 12);
    assert.deepEqual([all.months[0]?.month, all.months.at(-1)?.month], [firstMonth, lastMonth]);
    assert.equal(
      all.levels.reduce((sum, level) => sum + level.bills, 0),
      bills,
    );
  });

  it('prices every bill by the studied rates, whichever version it was billed by', async () => {
    const { all } = await study({ tariffVersionId: 'sewer-alabaster@2026-02-15' }, 'sewer-alabaster');
    const changed = await town().value<number>(
      `SELECT count(*) FROM bill JOIN bill_charge USING (bill_number)
       WHERE service = 'sewer' AND tariff_version_id = 'sewer-alabaster@2000-01-01'
         AND substr(billed_on, 1, 7) > substr(date((SELECT max(billed_on) FROM bill), '-12 months'), 1, 7)`,
    );
    assert.ok(changed > 0 && all.total.changed > 0 && all.total.changed <= changed);
    assert.notEqual(all.total.differenceCents, 0);
  });

  it('studies a text that is in no table, and leaves no trace', async () => {
    const before = JSON.stringify(await town().dump());
    const source = await changedRates(town(), WATER, { '21.50': '22.50', 'effective_date: 2027-01-01': '' });
    const { all, effectiveFrom, title } = await study({ source });
    assert.deepEqual([effectiveFrom, title], [null, 'Water (SAMPLE rates)']);
    assert.equal(all.total.differenceCents, 100 * all.total.changed);
    assert.ok(all.total.changed > 0);
    assert.ok(JSON.stringify(await town().dump()) === before);
  });

  it('knows what the accounts are said to have, which the bills were not priced by', async () => {
    const source = await changedRates(town(), WATER, {
      'bill: minimum_charge+commodity_charge': 'bill: minimum_charge+commodity_charge+outside_charge',
      '    lines:\n      - {': '    lines:\n      - {component: outside_charge, description: Outside}\n      - {',
      '    tier_starts:':
        '    outside_charge: {depends_on: city_limits, values: {inside_city: 0, outside_city: 7}}\n    tier_starts:',
    });
    const { all, unpriceable } = await study({ source });
    const outside = await town().value<number>(
      `SELECT count(*) FROM bill JOIN bill_charge USING (bill_number) JOIN account_input USING (account_id)
       WHERE bill_charge.service = 'water' AND rate_class <> 'REDUCED' AND name = 'city_limits' AND value = 'outside_city'
         AND substr(billed_on, 1, 7) > substr(date((SELECT max(billed_on) FROM bill), '-12 months'), 1, 7)`,
    );
    assert.ok(outside > 0);
    assert.deepEqual([all.total.changed, all.total.differenceCents, unpriceable.bills], [outside, 700 * outside, 0]);
  });

  it('counts bills of a class that the studied rates lack', async () => {
    const source = await changedRates(town(), WATER, { '  BUSINESS:': '  FACTORY:' });
    const { classes, unpriceable } = await study({ source });
    const rows = (await billedByMonth('water')).filter(({ rate_class: rateClass }) => rateClass === 'BUSINESS');
    assert.equal(
      unpriceable.bills,
      rows.reduce((sum, row) => sum + row.bills, 0),
    );
    assert.deepEqual(
      unpriceable.reasons.map(({ code }) => code),
      ['unknown-class'],
    );
    assert.ok(classes.every(({ rateClass }) => rateClass !== 'BUSINESS'));
  });

  it('refuses an unknown tariff, an unknown version, rates for another service, and text that is no rate file', async () => {
    await assert.rejects(study({ tariffVersionId: WATER }, 'beer'), { code: 'unknown-tariff', status: 404 });
    await assert.rejects(study({ tariffVersionId: 'beer@1' }), { code: 'unknown-tariff-version', status: 404 });
    await assert.rejects(study({ tariffVersionId: WATER }, 'sewer-alabaster'), { code: 'wrong-service' });
    await assert.rejects(study({ source: '{' }), { code: 'yaml-syntax' });
  });

  it('ends when nobody waits for it any more', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    const request = { tariffId: 'water-sample', rates: { tariffVersionId: WATER } };
    await assert.rejects(rateStudy(town().database, request, gone), /gone/);
  });

  it('lets other work through while it reads', async () => {
    let others = 0;
    let studying = true;
    const other = (async () => {
      while (studying) {
        await town().database.raw('SELECT 1');
        others += 1;
      }
    })();
    await study({ tariffVersionId: WATER });
    studying = false;
    await other;
    assert.ok(others > 3, `${others} others`);
  });
});

describe('the list of tariffs', () => {
  const town = useTown();

  it('has every version, the newest first, with how many posted bills it priced', async () => {
    const tariffs = await tariffList(town().database);
    assert.deepEqual(
      tariffs.map(({ tariffId, service, versions }) => [tariffId, service, versions.map((row) => row.effectiveFrom)]),
      [
        ['garbage-alabaster', 'garbage', ['2026-01-01', '2000-01-01']],
        ['sewer-alabaster', 'sewer', ['2026-02-15', '2000-01-01']],
        ['water-sample', 'water', ['2000-01-01']],
      ],
    );
    for (const { service, versions } of tariffs) {
      const charges = await town().value('SELECT count(*) FROM bill_charge WHERE service = ?', [service]);
      assert.equal(
        versions.reduce((sum, { bills }) => sum + bills, 0),
        charges,
      );
    }
    assert.ok(tariffs.every(({ versions }) => versions.every(({ receiptNumber }) => receiptNumber === null)));
  });

  it('gives the rate file of a version, and says which there is not', async () => {
    const { text, isSample, sha256 } = await tariffSource(town().database, WATER);
    assert.match(text, /title: Water \(SAMPLE rates\)/);
    assert.deepEqual([isSample, sha256.length], [true, 64]);
    await assert.rejects(tariffSource(town().database, 'beer'), { code: 'unknown-tariff-version', status: 404 });
  });
});
