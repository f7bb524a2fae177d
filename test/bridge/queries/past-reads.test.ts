import assert from 'node:assert/strict';
import { addDays, calendarDate } from '../../../bridge/contract/calendar-date.js';
import { pastReads, type PastOf } from '../../../bridge/queries/past-reads.js';
import { useTown } from '../../support/town/town.js';

const FIRST = calendarDate('2001-01-01');
const ACCOUNT = 'T1';

interface Read {
  readonly meterId: string;
  readonly register?: number;
  readonly value: number;
  readonly from: number;
  readonly to: number;
  readonly gallons: number;
  readonly isEstimated?: boolean;
  readonly isRemoved?: boolean;
}

describe('the past reads of an account', () => {
  const town = useTown();
  const db = () => town().database;
  let plain: readonly [string, string];
  let compound: string;
  const meters = async (isCompound: 0 | 1) => {
    const rows = await db().raw<{ id: string }[]>('SELECT meter_id AS id FROM meter WHERE is_compound = ?', [
      isCompound,
    ]);
    return rows.map(({ id }) => id);
  };

  beforeEach(async () => {
    const [old = '', stayed = ''] = await meters(0);
    plain = [old, stayed];
    compound = (await meters(1))[0] ?? assert.fail('no compound meter');
    // Posted at once: what is asked here is only how posted reads are told.
    for (const trigger of ['bill_run_begins_open', 'period_read_refuses_insert_once_billed'])
      await db().raw(`DROP TRIGGER ${trigger}`);
    await db().raw(
      `INSERT INTO account (account_id, customer_id, premises_id, rate_class, status, opened_on)
       SELECT ?, customer_id, premises_id, rate_class, 'active', ? FROM account LIMIT 1`,
      [ACCOUNT, FIRST],
    );
  });

  /** A posted run whose period ends so many days after the first day, with reads of the account; days likewise. */
  const postRun = async (to: number, reads: readonly Read[]) => {
    const [runId, end] = [`T-${to}`, addDays(FIRST, to)];
    await db().raw(
      `INSERT INTO bill_run (bill_run_id, cycle_id, period_from, period_to, billed_on, due_on, status, posted_by_command)
       VALUES (?, '1', ?, ?, ?, ?, 'posted', 1)`,
      [runId, addDays(end, -30), end, end, end],
    );
    for (const { meterId, register = 1, value, from, to: day, gallons, isEstimated, isRemoved } of reads) {
      const readOn = addDays(FIRST, day);
      await db().raw(
        `INSERT INTO period_read (bill_run_id, row_key, account_id, meter_id, register_number, previous_value, previous_on,
           value, read_on, usage_gallons, status, removed_on, exceptions, action, reason, version)
         VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, '[]', '', '', 1)`,
        [
          ...[
            runId,
            `${meterId}/${register}`,
            ACCOUNT,
            meterId,
            register,
            addDays(FIRST, from),
            value,
            readOn,
            gallons,
          ],
          ...[isEstimated ? 'estimated' : 'accepted', isRemoved ? readOn : null],
        ],
      );
    }
  };
  const told = async (of: PastOf = {}) =>
    (await pastReads(db(), ACCOUNT, of)).map(({ readOn, reading, days, gallons, estimated }) => {
      return [readOn, reading, days, gallons, estimated];
    });

  it('are the newest thirteen, the newest first', async () => {
    for (let month = 1; month <= 15; month += 1) {
      const [from, to] = [month * 30 - 30, month * 30];
      await postRun(to, [{ meterId: plain[1], value: month, from, to, gallons: month * 100 }]);
    }
    const past = await pastReads(db(), ACCOUNT);
    assert.deepEqual(
      past.map(({ gallons }) => gallons),
      [1500, 1400, 1300, 1200, 1100, 1000, 900, 800, 700, 600, 500, 400, 300],
    );
    const before = await pastReads(db(), ACCOUNT, { before: addDays(FIRST, 90) });
    assert.deepEqual(
      before.map(({ gallons }) => gallons),
      [200, 100],
    );
  });

  it('are one for a period whose meter was changed out, from its first day on, with the reading of the meter that stayed', async () => {
    await postRun(30, [
      { meterId: plain[0], value: 900, from: 0, to: 10, gallons: 700, isRemoved: true },
      { meterId: plain[1], value: 41, from: 10, to: 30, gallons: 410 },
    ]);
    assert.deepEqual(await told(), [[addDays(FIRST, 30), 41, 30, 1110, false]]);
  });

  it('are estimated when any part of the use is, whichever meter it went through', async () => {
    const parts = [
      { meterId: plain[0], value: 900, from: 0, to: 10, gallons: 700, isRemoved: true },
      { meterId: plain[1], value: 41, from: 10, to: 30, gallons: 410 },
    ] as const;
    await postRun(30, [{ ...parts[0], isEstimated: true }, parts[1]]);
    const later = parts.map((part) => ({ ...part, from: part.from + 30, to: part.to + 30 }));
    await postRun(60, [later[0] ?? parts[0], { ...(later[1] ?? parts[1]), isEstimated: true }]);
    await postRun(
      90,
      parts.map((part) => ({ ...part, from: part.from + 60, to: part.to + 60 })),
    );
    assert.deepEqual(
      (await pastReads(db(), ACCOUNT)).map(({ estimated }) => estimated),
      [false, true, true],
    );
  });

  it('have the use of both registers of a compound meter and no reading, or one register alone', async () => {
    await postRun(30, [
      { meterId: compound, register: 1, value: 55, from: 0, to: 30, gallons: 550 },
      { meterId: compound, register: 2, value: 7, from: 0, to: 30, gallons: 7000 },
    ]);
    const end = addDays(FIRST, 30);
    assert.deepEqual(await told(), [[end, null, 30, 7550, false]]);
    assert.deepEqual(await told({ compoundRegister: 2 }), [[end, 7, 30, 7000, false]]);
  });
});
