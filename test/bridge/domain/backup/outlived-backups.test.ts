import assert from 'node:assert/strict';
import fc from 'fast-check';
import { outlivedBackups, type DatedBackup } from '../../../../bridge/domain/backup/outlived-backups.js';

const ZONE = 'America/Chicago';
const NOW = new Date('2026-11-23T15:00:00Z');
const RULE = { allForHours: 48, dailyForDays: 30, monthlyForMonths: 24 };
const HOUR_MS = 3_600_000;

const backupAt = (at: string, booksProven = false): DatedBackup => ({ file: at, at: new Date(at), booksProven });

/** The instants of the backups that stay. */
function kept(backups: readonly DatedBackup[], now = NOW, rule = RULE): string[] {
  const outlived = new Set(outlivedBackups(backups, now, ZONE, rule));
  return backups.filter((backup) => !outlived.has(backup)).map(({ file }) => file);
}

describe('the retention of backups', () => {
  it('keeps every one for two days, to the hour', () => {
    const backups = ['2026-11-23T14:00Z', '2026-11-23T13:00Z', '2026-11-21T15:00Z', '2026-11-21T14:59Z'];
    assert.deepEqual(kept(backups.map((at) => backupAt(at))), backups.slice(0, 3));
  });

  it("keeps the last of each day for thirty days, by the utility's days", () => {
    // Midnight in Alabama is 06:00 in UTC in winter.
    const backups = ['2026-11-11T05:59Z', '2026-11-10T22:00Z', '2026-11-11T06:00Z', '2026-11-11T23:00Z'];
    assert.deepEqual(kept(['2026-11-23T14:00Z', ...backups].map((at) => backupAt(at))), [
      '2026-11-23T14:00Z',
      '2026-11-11T05:59Z',
      '2026-11-11T23:00Z',
    ]);
  });

  it('keeps the last of each month for two years', () => {
    const backups = [
      ...['2026-11-23T14:00Z', '2026-08-31T20:00Z', '2026-08-30T20:00Z', '2024-12-15T20:00Z', '2024-11-15T20:00Z'],
      '2024-10-15T20:00Z',
    ];
    assert.deepEqual(
      kept(backups.map((at) => backupAt(at))),
      backups.filter((at) => at !== '2026-08-30T20:00Z' && at !== '2024-10-15T20:00Z'),
    );
  });

  it('keeps the newest, and the newest whose books were proven, however old', () => {
    const backups = [
      backupAt('2016-01-03T12:00Z'),
      backupAt('2016-01-02T12:00Z', true),
      backupAt('2016-01-01T12:00Z', true),
    ];
    assert.deepEqual(kept(backups), ['2016-01-03T12:00Z', '2016-01-02T12:00Z']);
  });

  it('keeps what a wrong clock has dated after now', () => {
    const backups = ['2027-01-02T12:00Z', '2027-01-02T11:00Z', '2026-11-23T14:00Z'];
    assert.deepEqual(kept(backups.map((at) => backupAt(at))), backups);
  });

  describe('whatever there is and whatever the rule', () => {
    const rules = fc.record({
      allForHours: fc.integer({ min: 0, max: 100 }),
      dailyForDays: fc.integer({ min: 0, max: 60 }),
      monthlyForMonths: fc.integer({ min: 0, max: 30 }),
    });
    const histories = fc.uniqueArray(fc.record({ hours: fc.integer({ min: 0, max: 20_000 }), proven: fc.boolean() }), {
      selector: ({ hours }) => hours,
      maxLength: 30,
    });
    const datedBefore = (history: readonly { hours: number; proven: boolean }[]) =>
      history.map(({ hours, proven }) => backupAt(new Date(NOW.getTime() - hours * HOUR_MS).toISOString(), proven));

    it('one stays where there was one, and doing it twice takes no more than once', () => {
      fc.assert(
        fc.property(histories, rules, (history, rule) => {
          const backups = datedBefore(history);
          const stays = kept(backups, NOW, rule);
          const newest = [...backups].sort((one, other) => other.at.getTime() - one.at.getTime())[0];
          assert.equal(newest === undefined || stays.includes(newest.file), true);
          assert.deepEqual(
            kept(
              backups.filter(({ file }) => stays.includes(file)),
              NOW,
              rule,
            ),
            stays,
          );
        }),
      );
    });

    it('what is outlived once is outlived later as well', () => {
      fc.assert(
        fc.property(histories, rules, fc.integer({ min: 0, max: 20_000 }), (history, rule, hours) => {
          const backups = datedBefore(history);
          const now = kept(backups, NOW, rule);
          const later = kept(backups, new Date(NOW.getTime() + hours * HOUR_MS), rule);
          assert.deepEqual(
            later.filter((file) => !now.includes(file)),
            [],
          );
        }),
      );
    });
  });
});
