import assert from 'node:assert/strict';
import { chargesRepeat } from '../../../bridge/queries/proof/charge-check.js';
import { rebillChecks } from '../../../bridge/queries/proof/rebill-checks.js';
import { reversalChecks } from '../../../bridge/queries/proof/reversal-checks.js';
import { LateCharges } from '../../support/town/late-charges.js';
import { reversePushed } from '../../support/town/push-reversal.js';
import { Rebills } from '../../support/town/rebills.js';
import { useTown } from '../../support/town/town.js';

const HOUSE = '06-0002-01';

/** What someone with a database tool could do to a rebill, and what the proof must say of it. */
const TAMPERINGS: readonly (readonly [what: string, statement: string, where: RegExp])[] = [
  [
    'another total',
    'UPDATE rebill SET total_cents = total_cents + 1 WHERE rebill_number = 1',
    /^Rebill 1 of account .* cents/,
  ],
  [
    'a charge that is no more',
    `DELETE FROM rebill_charge WHERE service = 'garbage'`,
    /^Rebill 1 of account .* its charges/,
  ],
  [
    'another amount of a charge',
    `UPDATE rebill_charge SET amount_cents = amount_cents + 1 WHERE service = 'water'`,
    /the lines for water do not add up to its charge/,
  ],
  [
    'what it was priced from',
    `UPDATE rebill_charge SET inputs = json_set(inputs, '$.usage_gallons', '9999') WHERE service = 'water'`,
    /^Rebill 1: water is \$27\.83, and not the/,
  ],
  ['another use', 'UPDATE rebill SET usage_gallons = usage_gallons + 1', /is for 3211 gallons, its reads make 3210/],
  [
    'a read that is no more',
    'DELETE FROM rebilled_read WHERE rebill_number = 1',
    /does not have the reads of its bill/,
  ],
  [
    'what it was before',
    'UPDATE rebill SET was_cents = was_cents - 1 WHERE rebill_number = 1',
    /does not cancel what stood before it/,
  ],
  [
    'the entry that cancels',
    'UPDATE rebill SET reversal_entry = 1 WHERE rebill_number = 1',
    /does not cancel what stood before it/,
  ],
  [
    'a rebill that is no more',
    'DELETE FROM rebill WHERE rebill_number = (SELECT max(rebill_number) FROM rebill)',
    /Entry \d+ reverses entry \d+, and neither a run, a rebill nor a row of a push is reversed with it/,
  ],
  [
    'a reversal that brings back something else',
    `UPDATE rebill SET usage_gallons = 1 WHERE is_restored = 1`,
    /Rebill 3 takes back rebill 2, and is not what stood before that/,
  ],
  [
    'a late charge of another due date',
    `UPDATE late_charge_correction SET due_on = '2026-10-11'`,
    /of the late charge of account 06-0002-01 for 2026-10-11 does not take back that one/,
  ],
];

describe('proving bills that were made again', () => {
  const town = useTown();

  const findings = async () => {
    const found = [];
    for (const check of [...rebillChecks, ...reversalChecks, chargesRepeat])
      found.push(...(await check(town().database)));
    return found.map(({ message }) => message);
  };

  /** A bill with a late charge, made again twice; the second time is taken back. */
  const makeAgain = async () => {
    const [rebills, late] = [new Rebills(town()), new LateCharges(town())];
    await late.rule();
    await late.decide({ [HOUSE]: { decision: 'charge' } });
    let receipt: number | null = null;
    for (const newRead of [47_908, 47_808]) {
      const [last] = await rebills.rows(HOUSE);
      const typed = { newRead, reason: 'Misread' };
      ({ receiptNumber: receipt } = await rebills.make(HOUSE, { [String(last?.('key'))]: typed }));
    }
    await reversePushed(town(), receipt);
  };

  it('finds nothing where all is as it was posted, and everything that was changed', async () => {
    await makeAgain();
    const { database } = town();
    assert.deepEqual(await findings(), []);
    const triggers = await database.raw<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`);
    await database.raw('PRAGMA foreign_keys = OFF');
    for (const { name } of triggers) await database.raw(`DROP TRIGGER ${name}`);
    for (const [what, statement, where] of TAMPERINGS) {
      await database.raw('SAVEPOINT tampering');
      await database.raw(statement);
      const found = await findings();
      assert.ok(
        found.some((message) => where.test(message)),
        `${what}: ${JSON.stringify(found)}`,
      );
      await database.raw('ROLLBACK TO tampering');
      await database.raw('RELEASE tampering');
    }
  });

  for (const [verb, statement] of Object.entries({
    updated: 'UPDATE rebill SET reason = reason',
    deleted: 'DELETE FROM rebilled_read',
    replaced: 'INSERT OR REPLACE INTO rebill_charge SELECT * FROM rebill_charge LIMIT 1',
  })) {
    it(`has rebills that are never ${verb}`, async () => {
      await makeAgain();
      await assert.rejects(town().database.raw(statement), /never changed/);
    });
  }
});
