import assert from 'node:assert/strict';
import { setTariffVersion } from '../../../bridge/commands/set-tariff-version.js';
import { rateClasses } from '../../../bridge/contract/services.js';
import { rateStudy } from '../../../bridge/queries/rate-study.js';
import { useTown } from '../../support/town/town.js';

/** A rate file in gallons, from next year, in which every class has the same bill. */
function ratesFor(service: string, bill: string, ...settings: string[]): string {
  return [
    'metadata:',
    '  effective_date: 2027-01-01',
    '  bill_unit: gal',
    '  curbstop:',
    `    service: ${service}`,
    ...settings.map((setting) => `    ${setting}`),
    'rate_structure:',
    ...rateClasses.flatMap((name) => [`  ${name}:`, `    bill: ${bill}`]),
    '',
  ].join('\n');
}

/** The town's bills were priced by rates that ask for use, meter size and carts, and for nothing else. */
describe('a study by rates that ask for more than the bills were priced from', () => {
  const town = useTown();
  const study = (service: string, source: string) =>
    rateStudy(town().database, { tariffId: TARIFFS[service] ?? '', rates: { source } });
  const TARIFFS: Readonly<Record<string, string>> = {
    water: 'water-sample',
    sewer: 'sewer-alabaster',
    garbage: 'garbage-alabaster',
  };

  /** The bills of the studied months that have the service, with what an expression gives for them. */
  function studied(service: string, expression: string): Promise<{ account: string; value: number | null }[]> {
    return town().database.raw(
      `SELECT bill.account_id AS account, ${expression} AS value
       FROM bill JOIN bill_charge USING (bill_number) JOIN bill_run USING (bill_run_id)
       WHERE service = ? AND substr(bill.billed_on, 1, 7) > substr(date((SELECT max(billed_on) FROM bill), '-12 months'), 1, 7)`,
      [service],
    );
  }
  const sum = (rows: readonly { value: number | null }[]) => rows.reduce((total, { value }) => total + (value ?? 0), 0);

  const WINTER_MEAN = `(SELECT round(avg(past.usage_gallons)) FROM bill AS past JOIN bill_run AS run USING (bill_run_id)
    WHERE past.account_id = bill.account_id AND substr(past.period_to, 1, 7) IN ('2025-12', '2026-01', '2026-02')
      AND bill.period_to >= '2026-03-01' AND past.period_from = run.period_from AND past.period_to = run.period_to)`;

  it('makes winter averages of the posted bills, and counts the bills that have none', async () => {
    const average = 'usage: {winter_average: {use: average, otherwise: 0}}';
    const { all, unpriceable, replaced } = await study('water', ratesFor('water', '0.01*usage_ccf', average));
    // A cent a gallon of the mean of the last winter's bills; in the books it begins with December 2025.
    const expected = await studied('water', WINTER_MEAN);
    const without = expected.filter(({ value }) => value === null);
    assert.ok(without.length > 0 && without.length < expected.length / 2);
    assert.equal(all.total.bills, expected.length);
    assert.equal(all.total.afterCents, sum(expected));
    assert.equal(unpriceable.bills, 0);
    assert.deepEqual(
      replaced.map(({ name, bills }) => [name, bills]),
      [['winter_average', without.length]],
    );
    assert.ok(without.some(({ account }) => account === replaced[0]?.accountId));
  });

  it('takes an average that was agreed with the account, and says nothing of it', async () => {
    const average = 'usage: {winter_average: {use: average, months: [1], otherwise: 0}}';
    await town().database.raw(
      `INSERT INTO account_input (account_id, name, value, effective_from, command_number)
       SELECT account_id, 'winter_average', '777', '2020-01-01', 1 FROM account`,
    );
    const { all, replaced } = await study('water', ratesFor('water', '0.01*usage_ccf', average));
    assert.deepEqual([all.total.afterCents, replaced], [777 * all.total.bills, []]);
  });

  it('takes the readings of the registers, as rates do that round them', async () => {
    const rounding = 'usage: {rounding: {to: 1000, how: down, at: register}}';
    const { all, replaced } = await study('water', ratesFor('water', '0.01*usage_ccf', rounding));
    // Whole thousands of each reading, counted in 1/10,000 gallons; one that rolled over has the register's capacity on top.
    const expected = await studied(
      'water',
      `(SELECT sum((count * (value + (value < previous_value) * full)) / 10000000 - (count * previous_value) / 10000000) * 1000
        FROM period_read AS read JOIN
          (SELECT meter_id, register_number, CAST(CAST('1e' || dials AS REAL) AS INTEGER) AS full,
                  multiplier * CASE unit WHEN 'GAL' THEN 10000 WHEN 'CUBIC_FEET' THEN 74800 END AS count FROM register)
          USING (meter_id, register_number)
        WHERE (read.bill_run_id, read.account_id) = (bill.bill_run_id, bill.account_id))`,
    );
    assert.equal(all.total.bills, expected.length);
    assert.equal(all.total.afterCents, sum(expected));
    const use = sum(await studied('water', 'usage_gallons'));
    assert.notEqual(all.total.afterCents, use);
    assert.deepEqual(replaced, []);
  });

  it('counts the bills whose readings are not in the books', async () => {
    const rounding = 'usage: {rounding: {to: 1000, how: down, at: register}}';
    const [{ account } = { account: '' }] = await studied('water', '0');
    const triggers = await town().database.raw<{ name: string }[]>(
      `SELECT name FROM sqlite_master WHERE type = 'trigger'`,
    );
    for (const { name } of triggers) await town().database.raw(`DROP TRIGGER ${name}`);
    await town().database.raw('DELETE FROM period_read WHERE account_id = ?', [account]);
    const { replaced } = await study('water', ratesFor('water', '0.01*usage_ccf', rounding));
    const bills = (await studied('water', '0')).filter((row) => row.account === account).length;
    assert.deepEqual(replaced, [{ name: 'current_reading', bills, accountId: account }]);
  });

  it('takes the meter’s size for a service whose own rates do not ask for it, and counts who has no meter', async () => {
    const sizes = await town().database.raw<{ size: string }[]>('SELECT DISTINCT size FROM meter');
    const values = sizes.map(({ size }) => `${size}: 10`).join(', ');
    const { all, unpriceable } = await study(
      'garbage',
      ratesFor('garbage', `{depends_on: meter_size, values: {${values}}}`),
    );
    const metered = await studied(
      'garbage',
      `(SELECT 1 FROM period_read AS read WHERE (read.bill_run_id, read.account_id) = (bill.bill_run_id, bill.account_id))`,
    );
    assert.equal(all.total.bills, sum(metered));
    assert.equal(all.total.afterCents, 1000 * sum(metered));
    assert.equal(
      unpriceable.missing.find(({ name }) => name === 'meter_size')?.bills ?? 0,
      metered.length - sum(metered),
    );
  });

  it('names the data that bills can not be priced without, with how many bills', async () => {
    const { unpriceable, all } = await study('sewer', ratesFor('sewer', '0.01*winter_average_ccf'));
    const bills = await studied('sewer', '0');
    assert.equal(all.total.bills, 0);
    assert.equal(unpriceable.bills, bills.length);
    assert.deepEqual(
      unpriceable.missing.map(({ name, bills: found }) => [name, found]),
      [['winter_average_ccf', bills.length]],
    );
  });

  it('is the same for the preview of a version, which looks at the last bills only', async () => {
    const set = async (bill: string, ...settings: string[]) => {
      const source = ratesFor('sewer', bill, ...settings);
      const { reply } = await town().run(setTariffVersion, { tariffId: 'sewer-alabaster', source }, { dryRun: true });
      return reply.impact;
    };
    const lacking = await set('0.01*winter_average_ccf');
    assert.ok(lacking.unpriceable.bills > 0);
    assert.deepEqual(
      lacking.unpriceable.missing.map(({ name, bills }) => [name, bills]),
      [['winter_average_ccf', lacking.unpriceable.bills]],
    );
    const averaged = await set('0.01*usage_ccf', 'usage: {winter_average: {use: average, otherwise: 0}}');
    // The gallons agreed for a well are their own average.
    const without = await town().value<number>(
      `SELECT count(*) FROM bill JOIN bill_charge USING (bill_number) JOIN service USING (account_id, service)
       WHERE service = 'sewer' AND unmetered_gallons IS NULL
         AND bill_run_id IN (SELECT bill_run_id FROM bill_run WHERE status = 'posted'
                             GROUP BY cycle_id HAVING period_to = max(period_to))
         AND ${WINTER_MEAN} IS NULL`,
    );
    assert.ok(without > 0);
    assert.deepEqual(
      averaged.replaced.map(({ name, bills }) => [name, bills]),
      [['winter_average', without]],
    );
    assert.ok(averaged.total.afterCents > 0);
  });
});
