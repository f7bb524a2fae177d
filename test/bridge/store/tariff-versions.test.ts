import assert from 'node:assert/strict';
import { RawConnection } from '../../support/raw-connection.js';
import { TestTown } from '../../support/town/town.js';

const USED = `tariff_version_id = (SELECT max(tariff_version_id) FROM bill_charge WHERE service = 'sewer')`;

describe('a tariff version that posted bills used, from a connection that knows nothing of Curbstop', () => {
  let town: TestTown;
  let raw: RawConnection;

  before(async () => {
    town = await TestTown.open();
    raw = await RawConnection.open(town.file);
    await raw.exec('PRAGMA foreign_keys = OFF');
  });
  after(async () => {
    await raw.close();
    await town.close();
  });

  const columns = 'tariff_version_id, tariff_id, effective_from, is_sample, source, source_hash';
  const CHANGES: Readonly<Record<string, string>> = {
    'another text': `UPDATE tariff_version SET source = 'x' WHERE ${USED}`,
    'another date': `UPDATE tariff_version SET effective_from = '2030-01-01' WHERE ${USED}`,
    'another tariff': `UPDATE OR REPLACE tariff_version SET tariff_id = 'water-sample' WHERE ${USED}`,
    'another command': `UPDATE tariff_version SET command_number = 1 WHERE ${USED}`,
    'a delete': `DELETE FROM tariff_version WHERE ${USED}`,
    'a replacement by its id': `INSERT OR REPLACE INTO tariff_version (${columns})
      SELECT tariff_version_id, tariff_id, '2031-01-01', 0, 'x', 'x' FROM tariff_version WHERE ${USED}`,
    'a replacement by its date': `INSERT OR REPLACE INTO tariff_version (${columns})
      SELECT 'other', tariff_id, effective_from, 0, 'x', 'x' FROM tariff_version WHERE ${USED}`,
    'a replacement by insert on conflict': `INSERT INTO tariff_version (${columns})
      SELECT tariff_version_id, tariff_id, effective_from, 0, 'x', 'x' FROM tariff_version WHERE ${USED}
      ON CONFLICT DO UPDATE SET source = excluded.source`,
  };
  for (const [what, statement] of Object.entries(CHANGES)) {
    it(`refuses ${what}`, async () => {
      const before = JSON.stringify(await town.dump());
      await assert.rejects(raw.exec(statement), /A tariff version is never changed/);
      assert.ok(JSON.stringify(await town.dump()) === before, 'something was changed');
    });
  }

  /** `date` is SQL. */
  function add(tariffId: string, date: string): Promise<void> {
    return raw.exec(`INSERT INTO tariff_version (${columns}) VALUES ('new', '${tariffId}', ${date}, 0, 'x', 'x')`);
  }

  const LAST_READ = '(SELECT max(period_to) FROM bill)';
  const LAST_BILLED = '(SELECT max(billed_on) FROM bill)';
  const BACK_DATED: readonly (readonly [tariffId: string, date: string])[] = [
    ['water-sample', LAST_READ],
    ['water-sample', "'2000-01-02'"],
    ['sewer-alabaster', "'2026-02-16'"],
    ['sewer-alabaster', "'2026-01-31'"],
    ['garbage-alabaster', LAST_BILLED],
  ];
  for (const [tariffId, date] of BACK_DATED) {
    it(`is not overtaken: ${tariffId} takes no version from ${date}`, async () => {
      await assert.rejects(add(tariffId, date), /Posted bills reach beyond/);
    });
  }

  const FOLLOWING: readonly (readonly [tariffId: string, date: string])[] = [
    ['water-sample', `date(${LAST_READ}, '+1 day')`],
    ['garbage-alabaster', `date(${LAST_BILLED}, '+1 day')`],
    ['sewer-alabaster', "'1999-12-31'"],
  ];
  for (const [tariffId, date] of FOLLOWING) {
    it(`is followed: ${tariffId} takes a version from ${date}`, async () => {
      await raw.exec('BEGIN');
      try {
        await add(tariffId, date);
      } finally {
        await raw.exec('ROLLBACK');
      }
    });
  }
});
