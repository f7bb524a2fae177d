import assert from 'node:assert/strict';
import { setTariffVersion } from '../../../bridge/commands/set-tariff-version.js';
import { calendarDate, daysBetween } from '../../../bridge/contract/calendar-date.js';
import { classBilling } from '../../../bridge/domain/billing/class-billing.js';
import { segmentDates } from '../../../bridge/domain/billing/bill-segments.js';
import { segmentLines } from '../../../bridge/domain/billing/segment-lines.js';
import type { BillInputs } from '../../../bridge/domain/tariff/index.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { tariffBook } from '../../../bridge/queries/tariff-book.js';
import { RawConnection } from '../../support/raw-connection.js';
import { postCrossingRun } from '../../support/town/crossing-run.js';
import { changedRates } from '../../support/town/rate-files.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

interface SegmentRow {
  readonly bill_number: number;
  readonly rate_class: string;
  readonly tariff_version_id: string;
  readonly first_day: string;
  readonly last_day: string;
  readonly days: number;
  readonly of_days: number | null;
  readonly inputs: string;
  readonly lines: string;
  readonly amount_cents: number;
}

/** The run's period is October 6 to November 5, 31 days; sewer has new rates from October 20 that divide it by days. */
describe('posting a run that crosses versions of a tariff by days', () => {
  const town = useTown();
  let house = '';

  beforeEach(async () => {
    house = await postCrossingRun(town());
  });

  function segmentsOf(condition: string): Promise<SegmentRow[]> {
    return town().database.raw<SegmentRow[]>(
      `SELECT segment.*, rate_class FROM bill_charge_segment AS segment JOIN bill USING (bill_number)
       JOIN account USING (account_id) WHERE ${condition} ORDER BY bill_number, service, segment_number`,
    );
  }

  it('bills each version for its days, worked out here by hand', async () => {
    const [first, second, ...more] = await segmentsOf(`account_id = '${house}'`);
    assert.ok(first && second && more.length === 0);
    // The old rates know no proration: 14/31 of $22.92, and of 6 x $3.19 = $19.14.
    assert.deepEqual(
      [first.tariff_version_id, first.first_day, first.last_day, first.days, first.of_days],
      ['sewer-alabaster@2026-02-15', '2026-10-06', '2026-10-19', 14, 31],
    );
    assert.equal((JSON.parse(first.inputs) as BillInputs)['usage_gallons'], '6000');
    assert.deepEqual(JSON.parse(first.lines), [
      { component: 'service_charge', description: 'Sewer base charge, Oct 6 to Oct 19', amountCents: 1035 },
      { component: 'commodity_charge', description: 'Sewer by water use, Oct 6 to Oct 19', amountCents: 864 },
    ]);
    // The new ones do: 6,000 x 17/31 = 3,290 gallons; $25 x 17/31 = $13.7097 and 3.29 x $3.50 = $11.515, $25.22 in all.
    assert.deepEqual(
      [second.tariff_version_id, second.first_day, second.last_day, second.days, second.of_days],
      ['sewer-alabaster@2026-10-20', '2026-10-20', '2026-11-05', 17, null],
    );
    const { usage_gallons: gallons, days_billed: days, days_full: full } = JSON.parse(second.inputs) as BillInputs;
    assert.deepEqual([gallons, days, full], ['3290', '17', '31']);
    assert.deepEqual(JSON.parse(second.lines), [
      { component: 'service_charge', description: 'Sewer base charge, Oct 20 to Nov 5', amountCents: 1371 },
      { component: 'commodity_charge', description: 'Sewer by water use, Oct 20 to Nov 5', amountCents: 1151 },
    ]);
    const charge = `FROM bill JOIN bill_charge USING (bill_number)
      WHERE bill_run_id = '${BEACON_RUN}' AND account_id = '${house}' AND service = 'sewer'`;
    assert.equal(await town().value(`SELECT amount_cents ${charge}`), 1035 + 864 + 1371 + 1151);
    assert.equal(await town().value(`SELECT tariff_version_id ${charge}`), 'sewer-alabaster@2026-10-20');
  });

  it('posts what adds up, and keeps of every segment what repeats it to the cent', async () => {
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    const segments = await segmentsOf('1');
    assert.ok(segments.length > 20);
    const versions = await tariffBook(town().database);
    for (const segment of segments) {
      const firstDay = calendarDate(segment.first_day);
      const lastDay = calendarDate(segment.last_day);
      const version = versions.versionOn('sewer-alabaster', firstDay);
      assert.equal(version.tariffVersionId, segment.tariff_version_id);
      const billing = classBilling(version.compiled, segment.rate_class);
      const inputs = JSON.parse(segment.inputs) as BillInputs;
      const { days, of_days: ofDays } = segment;
      const daysBefore = daysBetween(calendarDate('2026-10-06'), firstDay);
      const lines = segmentLines(billing, inputs, { daysBefore, days, ofDays }, segmentDates({ firstDay, lastDay }));
      assert.deepEqual(JSON.parse(segment.lines), lines, `bill ${segment.bill_number}`);
    }
  });

  it('leaves the rest of the bills whole: water knows no days, and garbage is billed in advance', async () => {
    assert.equal(await town().value(`SELECT count(*) FROM bill_charge_segment WHERE service <> 'sewer'`), 0);
  });

  const CHANGES: Readonly<Record<string, string>> = {
    updated: 'UPDATE bill_charge_segment SET days = days',
    deleted: 'DELETE FROM bill_charge_segment',
    replaced: 'INSERT OR REPLACE INTO bill_charge_segment SELECT * FROM bill_charge_segment LIMIT 1',
  };
  for (const [what, statement] of Object.entries(CHANGES)) {
    it(`posts segments that are never ${what}`, () => assert.rejects(town().database.raw(statement), /never changed/));
  }

  it('lets no version begin within the days that were billed, not even from a direct connection', async () => {
    const source = await changedRates(town(), 'sewer-alabaster@2026-02-15', {}, '2026-10-15');
    await assert.rejects(town().run(setTariffVersion, { tariffId: 'sewer-alabaster', source }), {
      code: 'back-dated',
    });
    const raw = await RawConnection.open(town().file);
    try {
      const columns = 'tariff_version_id, tariff_id, effective_from, is_sample, source, source_hash';
      const add = `INSERT INTO tariff_version (${columns}) VALUES ('new', 'sewer-alabaster', '2026-10-15', 0, 'x', 'x')`;
      await assert.rejects(raw.exec(add), /Posted bills reach beyond/);
    } finally {
      await raw.close();
    }
  });

  const TAMPERINGS: readonly (readonly [what: string, statement: string, code: string])[] = [
    [
      'a changed amount of a segment',
      'UPDATE bill_charge_segment SET amount_cents = amount_cents + 1 WHERE segment_number = 1',
      'segment-differs',
    ],
    [
      'a changed line of a segment',
      `UPDATE bill_charge_segment SET lines = json_set(lines, '$[0].description', 'Gift') WHERE segment_number = 1`,
      'segment-differs',
    ],
    [
      'another version of the last segment',
      `UPDATE bill_charge_segment SET tariff_version_id = 'sewer-alabaster@2000-01-01' WHERE segment_number = 2`,
      'segment-differs',
    ],
    [
      'other inputs of a segment',
      `UPDATE bill_charge_segment SET inputs = json_set(inputs, '$.usage_gallons', '1') WHERE segment_number = 1`,
      'not-repeatable',
    ],
    ['a removed first segment', 'DELETE FROM bill_charge_segment WHERE segment_number = 1', 'segment-days-differ'],
    ['a removed last segment', 'DELETE FROM bill_charge_segment WHERE segment_number = 2', 'segment-days-differ'],
    ['changed days', `UPDATE bill_charge_segment SET days = days - 1 WHERE segment_number = 2`, 'segment-days-differ'],
    [
      'a day between segments',
      `UPDATE bill_charge_segment SET first_day = '2026-10-21', days = 16 WHERE segment_number = 2`,
      'segment-days-differ',
    ],
  ];
  for (const [what, statement, code] of TAMPERINGS) {
    it(`posts segments whose proof finds ${what}`, async () => {
      const triggers = await town().database.raw<{ name: string }[]>(
        `SELECT name FROM sqlite_master WHERE type = 'trigger'`,
      );
      for (const { name } of triggers) await town().database.raw(`DROP TRIGGER ${name}`);
      await town().database.raw(statement);
      const { findings } = await verifyLedger(town().database);
      const found = findings.filter((finding) => finding.code === code);
      assert.ok(found.length > 0, JSON.stringify(findings.slice(0, 3)));
      assert.ok(found.every(({ message }) => /Bill \d+: .*sewer/.test(message)));
    });
  }
});
