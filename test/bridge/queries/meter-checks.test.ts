import assert from 'node:assert/strict';
import { addDays } from '../../../bridge/contract/calendar-date.js';
import { meterChecks } from '../../../bridge/queries/proof/meter-checks.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { doneWith, newMeterRow } from '../../support/town/meter-work.js';
import { plainHouses, stopsOf, type Stop } from '../../support/town/reading-files.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

/** What someone with a database tool could do to meters, and what the proof must say of it. */
const TAMPERINGS: readonly (readonly [what: string, statements: readonly string[], where: RegExp])[] = [
  [
    'a meter that is in a second place as well',
    [
      'DROP INDEX meter_in_one_place',
      `INSERT INTO meter_installation SELECT 'N1', premises_id, '2026-11-20', NULL FROM premises
       WHERE premises_id NOT IN (SELECT premises_id FROM meter_installation WHERE meter_id = 'N1') LIMIT 1`,
    ],
    /^meter-in-two-places: Meter N1 is at premises \S+ from \S+ and at premises \S+ from 2026-11-20\./,
  ],
  [
    'a meter that came out before it went in',
    [`UPDATE meter_installation SET removed_on = '1999-01-01' WHERE meter_id = 'N2'`],
    /^meter-in-two-places: Meter N2 came out on 1999-01-01, before it went in/,
  ],
  [
    'a second meter in a place',
    [`UPDATE meter_installation SET removed_on = NULL WHERE meter_id = 'N2'`],
    /^place-has-two-meters: Premises \S+ has meter N\d from \S+ and meter N\d from/,
  ],
  [
    'two meters in place with one endpoint',
    [
      `UPDATE meter SET endpoint = '91000001' WHERE meter_id = 'N1'
         OR meter_id = (SELECT max(meter_id) FROM meter_installation WHERE removed_on IS NULL AND meter_id < 'N1')`,
    ],
    /^endpoint-of-two-meters: Endpoint 91000001 is of 2 meters that are in place: \S+, N1\./,
  ],
  [
    'an installation on another day than it was done',
    [`UPDATE meter_installation SET installed_on = date(installed_on, '-1 day') WHERE meter_id = 'N1'`],
    /^installation-differs: Meter N1 was installed on \S+ at premises \S+, and its installations do not say so/,
  ],
  [
    'a retired meter that is in place',
    [
      'DROP TRIGGER meter_event_refuses_replace',
      `INSERT INTO meter_event SELECT NULL, meter_id, 'retire', happened_on, NULL, NULL, '[]', '', command_number
       FROM meter_event WHERE meter_id = 'N1' AND kind = 'install'`,
    ],
    /^installation-differs: Meter N1 was retired on \S+ and is in place/,
  ],
  [
    'a run that expects a meter which was taken out',
    [
      `UPDATE period_read SET removed_on = NULL, status = 'missing', value = NULL, read_on = NULL, usage_gallons = NULL
       WHERE meter_id = 'N2'`,
    ],
    /^removed-meter-expected: The run 1-2026-11 expects meter N2 for account \S+, and it is not in place there/,
  ],
  [
    'a read that ends without a removal',
    [
      `UPDATE period_read SET removed_on = '2026-11-01', read_on = '2026-11-01', value = previous_value WHERE meter_id = 'N1'`,
    ],
    /^removed-meter-expected: The run 1-2026-11 ends the read of meter N1 on 2026-11-01, and it was not taken out/,
  ],
  [
    'a correction that does not go on from the one before',
    [1, 2].map(
      (number) => `INSERT INTO meter_correction SELECT ${number}, 'N1', '2026-11-20', '{}', facts, 'x', 1
                   FROM meter_facts WHERE meter_id = 'N1'`,
    ),
    /^meter-facts-differ: Meter N1 is not what its correction of 2026-11-20 made it/,
  ],
];

describe('the proof of meters and their places', () => {
  const town = useTown();
  const findings = async () => {
    const found: string[] = [];
    for (const check of meterChecks) {
      found.push(...(await check(town().database)).map(({ code, message }) => `${code}: ${message}`));
    }
    return found;
  };

  /** A house changed its meter for N2 and that for N1. */
  beforeEach(async () => {
    const [house] = plainHouses(await stopsOf(town(), BEACON_RUN)) as [Stop];
    const { meterId: meter, previousOn, previousValue: reading } = house.read;
    const change = { action: 'change out', newReading: 0, reason: 'Work' };
    await doneWith(
      town(),
      ...[newMeterRow('N1'), newMeterRow('N2')],
      { ...change, meter, on: addDays(previousOn, 4), reading, newMeter: 'N2' },
      { ...change, meter: 'N2', on: addDays(previousOn, 9), reading: 5, newMeter: 'N1' },
    );
  });

  it('finds nothing after change-outs, and is a part of the proof of the books', async () => {
    assert.deepEqual(await findings(), []);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    await town().database.raw(`UPDATE meter_installation SET removed_on = NULL WHERE meter_id = 'N2'`);
    const codes = (await verifyLedger(town().database)).findings.map(({ code }) => code);
    assert.ok(codes.includes('place-has-two-meters'), codes.join());
  });

  for (const [what, statements, where] of TAMPERINGS) {
    it(`finds ${what}`, async () => {
      for (const statement of statements) await town().database.raw(statement);
      const found = await findings();
      assert.ok(
        found.some((each) => where.test(each)),
        found.join('\n'),
      );
    });
  }

  it('finds a changed event and a changed test by their seals', async () => {
    const { database } = town();
    await database.raw('DROP TRIGGER meter_event_refuses_update');
    await database.raw(`UPDATE meter_event SET readings = '[6]' WHERE meter_id = 'N2' AND kind = 'remove'`);
    const messages = (await verifyLedger(database)).findings.map(({ message }) => message).join('\n');
    assert.match(messages, /The rows of meter_event with event_number .* are not as receipt \d+ left them/);
  });
});
