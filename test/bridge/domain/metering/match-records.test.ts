import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { readRecord, type ReadRecord } from '../../../../bridge/contract/reading-file.js';
import type { ReadStatus } from '../../../../bridge/contract/metering.js';
import {
  matchRecords,
  registerNumberOf,
  type ExpectedStop,
  type MatchOptions,
} from '../../../../bridge/domain/metering/match-records.js';

const STRICT: MatchOptions = {
  setAsideUnknown: false,
  secondRead: () => null,
  unloadedBefore: false,
  broughtBefore: () => false,
  untoldIsHigh: false,
};
const REPLACE: MatchOptions = { ...STRICT, secondRead: () => 'replace' };

const BEFORE = { raw: '0040', readOn: '2026-11-04' };

function stop(meterId: string, changes: Partial<ExpectedStop> = {}): ExpectedStop {
  return {
    billRunId: '1-2026-11',
    rowKey: `${meterId}/1`,
    accountId: '10-0042-01',
    meterId,
    registerNumber: 1,
    status: 'missing',
    previousOn: calendarDate('2026-10-05'),
    lastReading: null,
    ...changes,
  };
}

function record(line: number, meterId: string, changes: Partial<ReadRecord> = {}): ReadRecord {
  return readRecord({ line, meterId, accountId: '10-0042-01', reading: '0051', ...changes });
}

const codes = (issues: readonly { code: string; rowKey: string }[]) =>
  issues.map(({ code, rowKey }) => `${rowKey} ${code}`);

describe('matching the records of a file with the stops of the open runs', () => {
  it('goes by meter and register, also when the account in the file is another', () => {
    const stops = [stop('A'), stop('B', { rowKey: 'B/1' }), stop('B', { rowKey: 'B/2', registerNumber: 2 })];
    const records = [record(2, 'B', { register: 'H' }), record(3, 'A', { accountId: 'other' })];
    const { matched, issues, unknown } = matchRecords(records, stops, STRICT);
    assert.deepEqual([issues, unknown], [[], []]);
    assert.deepEqual(
      matched.map(({ record: { line }, stop: { rowKey } }) => [line, rowKey]),
      [
        [2, 'B/2'],
        [3, 'A/1'],
      ],
    );
  });

  it('prefers the stop of the account where a meter has two, as after a move', () => {
    const stops = [stop('A', { rowKey: 'A/1/01', accountId: 'old', status: 'accepted' }), stop('A')];
    const { matched, issues } = matchRecords([record(2, 'A')], stops, STRICT);
    assert.deepEqual([matched[0]?.stop.rowKey, issues], ['A/1', []]);
  });

  it('gives a stray meter to the one register that its account waits for, so that the review can hold the read', () => {
    const stops = [stop('A'), stop('B', { accountId: 'other' })];
    const { matched, issues } = matchRecords([record(2, 'X'), record(3, 'B', { accountId: 'other' })], stops, STRICT);
    assert.deepEqual(codes(issues), []);
    assert.deepEqual(
      matched.map(({ record: { meterId }, stop: { rowKey } }) => [meterId, rowKey]),
      [
        ['X', 'A/1'],
        ['B', 'B/1'],
      ],
    );
  });

  it('keeps a stray meter apart where its account has another record, another register or no stop', () => {
    const twoRegisters = [stop('A'), stop('A', { rowKey: 'A/2', registerNumber: 2 })];
    const cases: [ReadRecord[], ExpectedStop[]][] = [
      [[record(2, 'X'), record(3, 'A')], [stop('A')]],
      [[record(2, 'X'), record(3, 'Y')], [stop('A')]],
      [[record(2, 'X')], twoRegisters],
      [[record(2, 'X', { accountId: 'nobody' })], [stop('A')]],
      [[record(2, 'X', { accountId: null })], [stop('A')]],
    ];
    for (const [records, stops] of cases) {
      const { issues } = matchRecords(records, stops, STRICT);
      assert.equal(codes(issues)[0], 'line 2 unknown-meter');
    }
  });

  it('refuses a meter that no open run expects, unless it is to be set aside', () => {
    const refused = matchRecords([record(2, 'X'), record(3, 'Y')], [], STRICT);
    assert.deepEqual(codes(refused.issues), ['line 2 unknown-meter', 'line 3 unknown-meter']);
    const aside = matchRecords([record(2, 'X')], [], { ...STRICT, setAsideUnknown: true });
    assert.deepEqual([aside.issues, aside.unknown.length, aside.matched.length], [[], 1, 0]);
  });

  it('refuses a stop that was read, unless reads are to be replaced or the stop waits for a reread', () => {
    const read = (status: ReadStatus) => [stop('A', { status, lastReading: BEFORE })];
    for (const status of ['exception', 'accepted', 'changed', 'estimated', 'hold'] as const) {
      assert.deepEqual(codes(matchRecords([record(2, 'A')], read(status), STRICT).issues), ['line 2 already-read']);
      assert.deepEqual(matchRecords([record(2, 'A')], read(status), REPLACE).issues, []);
    }
    assert.deepEqual(matchRecords([record(2, 'A')], read('reread'), STRICT).issues, []);
  });

  it('lets what was read stand where the file only adds, and says so; a stop that waits is taken all the same', () => {
    const stops = [stop('A', { status: 'accepted', lastReading: BEFORE }), stop('B')];
    const add: MatchOptions = { ...STRICT, secondRead: () => 'add' };
    const { matched, standing, readBefore, issues } = matchRecords([record(2, 'A'), record(3, 'B')], stops, add);
    assert.deepEqual([issues, standing, readBefore], [[], [stops[0]], [stops[0]]]);
    assert.deepEqual(
      matched.map(({ stop: { meterId } }) => meterId),
      ['B'],
    );
  });

  it('asks of each stop that was read before, for one may be replaced and another only added to', () => {
    const [kept, replaced, unasked] = ['A', 'B', 'C'].map((id) =>
      stop(id, { status: 'accepted', lastReading: BEFORE }),
    );
    assert.ok(kept && replaced && unasked);
    const secondRead = (one: ExpectedStop) => (one === kept ? 'add' : one === replaced ? 'replace' : null);
    const records = [record(2, 'A'), record(3, 'B'), record(4, 'C')];
    const { matched, readBefore, issues } = matchRecords(records, [kept, replaced, unasked], { ...STRICT, secondRead });
    assert.deepEqual(codes(issues), ['line 4 already-read']);
    assert.deepEqual(readBefore, [kept, replaced, unasked]);
    assert.equal(
      matched.some(({ stop: one }) => one === kept),
      false,
    );
  });

  it('takes the reading of a meter that an earlier file could not read', () => {
    const unread = stop('A', { status: 'exception', lastReading: { raw: null, readOn: null } });
    assert.deepEqual(matchRecords([record(2, 'A')], [unread], STRICT).issues, []);
  });

  it('does not let a late reading undo a decision that was made without one', () => {
    for (const status of ['estimated', 'changed', 'hold'] as const) {
      const { issues } = matchRecords([record(2, 'A')], [stop('A', { status })], STRICT);
      assert.deepEqual(codes(issues), ['line 2 already-read']);
      assert.match(issues[0]?.message ?? '', new RegExp(`decided \\(${status}\\)`));
    }
  });

  it('lets a reading that stands already stand, whatever was chosen', () => {
    for (const status of ['accepted', 'exception', 'changed', 'estimated', 'hold'] as const) {
      const same = stop('A', { status, lastReading: { raw: '0051', readOn: null } });
      const { matched, standing, readBefore, issues } = matchRecords([record(2, 'A')], [same], REPLACE);
      assert.deepEqual([matched, standing.length, readBefore, issues], [[], 1, [], []], status);
    }
  });

  it('never lets a record without a reading take a reading or a decision away', () => {
    const unread = record(2, 'A', { reading: null });
    for (const held of [stop('A', { status: 'accepted', lastReading: BEFORE }), stop('A', { status: 'estimated' })]) {
      const { matched, standing, issues } = matchRecords([unread], [held], REPLACE);
      assert.deepEqual([matched, standing.length, issues], [[], 1, []]);
    }
    assert.equal(matchRecords([unread], [stop('A')], STRICT).matched.length, 1, 'a stop that waits hears of it');
  });

  it('takes the same reading for an answer to a reread, but not from the file that it came with', () => {
    const waiting = stop('A', { status: 'reread', lastReading: { raw: '0051', readOn: null } });
    assert.equal(matchRecords([record(2, 'A')], [waiting], STRICT).matched.length, 1);
    assert.equal(matchRecords([record(2, 'A')], [waiting], { ...STRICT, unloadedBefore: true }).matched.length, 0);
  });

  it('takes no other reading of a file for an answer to a reread of what that file brought, whatever was chosen', () => {
    const waiting = stop('A', { status: 'reread', lastReading: BEFORE });
    const again: MatchOptions = { ...REPLACE, unloadedBefore: true };
    const { matched, standing } = matchRecords([record(2, 'A')], [waiting], { ...again, broughtBefore: () => true });
    assert.deepEqual([matched, standing], [[], [waiting]]);
    const newToStop = matchRecords([record(2, 'A', { date: calendarDate('2026-11-05') })], [waiting], again);
    assert.equal(newToStop.matched.length, 1, 'a file that brought the stop nothing yet');
  });

  it('brings nothing to the next run by a file that was unloaded for the last one', () => {
    const read = record(2, 'A', { date: calendarDate('2026-11-05') });
    const next = stop('A', { previousOn: calendarDate('2026-11-05') });
    const again = matchRecords([read], [next], { ...STRICT, unloadedBefore: true });
    assert.deepEqual([again.matched, again.issues], [[], []]);
  });

  it('does not set the same unknown meters aside twice for one file', () => {
    const { unknown, issues } = matchRecords([record(2, 'X')], [], { ...STRICT, unloadedBefore: true });
    assert.deepEqual([unknown, issues], [[], []]);
  });

  it('refuses two records of one register, also when they word it differently, whatever was chosen', () => {
    const records = [record(2, 'A', { register: '' }), record(3, 'A', { register: 'L' })];
    const { issues } = matchRecords(records, [stop('A')], { ...REPLACE, setAsideUnknown: true });
    assert.deepEqual(codes(issues), ['line 3 duplicate-read']);
  });

  it('takes H, 2 and 002 as the high register, L, 0, 1 and none as the low one, and knows no other', () => {
    for (const register of ['H', 'h', '2', '02', '002', ' H ']) assert.equal(registerNumberOf(register), 2, register);
    for (const register of ['', 'L', '0', '1', '001', '000']) assert.equal(registerNumberOf(register), 1, register);
    for (const register of ['12', '003', 'X']) assert.equal(registerNumberOf(register), null, register);
  });

  describe('where a reading of a compound meter says no register', () => {
    const compound = [stop('A'), stop('A', { rowKey: 'A/2', registerNumber: 2 }), stop('B', { accountId: 'other' })];
    const untold = record(2, 'A', { register: '' });

    it('refuses it, for nobody can tell which register it is of, and says how to go on', () => {
      const { issues, matched } = matchRecords([untold, record(3, 'A', { register: ' ' })], compound, REPLACE);
      assert.deepEqual([codes(issues), matched], [['line 2 register-untold', 'line 3 register-untold'], []]);
      assert.match(
        issues[0]?.message ?? '',
        /^Line 2: meter A is a compound meter, and the file says no register for 0051\.$/,
      );
      assert.match(issues[0]?.fix ?? '', /L or 1 for the low one, H or 2 for the high one/);
    });

    it('keeps it apart where the person sets aside what is not known, and takes the plain meters of the file', () => {
      const plain = record(3, 'B', { accountId: 'other' });
      const aside = { ...STRICT, setAsideUnknown: true };
      const { issues, matched, unknown } = matchRecords([untold, plain], compound, aside);
      assert.deepEqual([issues, unknown], [[], [untold]]);
      assert.deepEqual(
        matched.map(({ stop: { rowKey } }) => rowKey),
        ['B/1'],
      );
    });

    it('is the high one in a file that tells the low one only, and plain meters stay as they are', () => {
      const records = [untold, record(3, 'A', { register: 'L' }), record(4, 'B', { accountId: 'other' })];
      const { issues, matched } = matchRecords(records, compound, { ...STRICT, untoldIsHigh: true });
      assert.deepEqual(issues, []);
      assert.deepEqual(
        matched.map(({ record: { register }, stop: { rowKey } }) => [rowKey, register]),
        [
          ['A/2', 'H'],
          ['A/1', 'L'],
          ['B/1', ''],
        ],
      );
    });
  });

  it('takes no register that the ledger does not have for a known one', () => {
    const { issues } = matchRecords([record(2, 'A', { register: '003' })], [stop('A')], STRICT);
    assert.deepEqual(codes(issues), ['line 2 unknown-meter']);
  });
});
