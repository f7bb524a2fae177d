import assert from 'node:assert/strict';
import type { ReadRecord } from '../../../../bridge/contract/reading-file.js';
import type { ReadStatus } from '../../../../bridge/contract/metering.js';
import {
  matchRecords,
  registerNumberOf,
  type ExpectedStop,
  type MatchOptions,
} from '../../../../bridge/domain/metering/match-records.js';

const STRICT: MatchOptions = { setAsideUnknown: false, replaceReads: false };

function stop(meterId: string, changes: Partial<ExpectedStop> = {}): ExpectedStop {
  return {
    billRunId: '1-2026-11',
    rowKey: `${meterId}/1`,
    accountId: '10-0042-01',
    meterId,
    registerNumber: 1,
    status: 'missing',
    wasRead: false,
    ...changes,
  };
}

function record(line: number, meterId: string, changes: Partial<ReadRecord> = {}): ReadRecord {
  const nothing = { routeId: null, locationId: null, servicePointId: null, endpointSerial: null, unit: null };
  const codes = { method: null, readCode: null, skipCode: null, troubleCodes: [], tamper: null, readerId: null };
  const meter = { previousReading: null, meterConstant: null, dials: null, decimals: null, changedOut: false };
  const reading = { register: '', reading: '0051', date: null, time: null };
  return { line, meterId, accountId: '10-0042-01', ...nothing, ...codes, ...meter, ...reading, ...changes };
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

  it('refuses a meter that no open run expects, unless it is to be set aside', () => {
    const refused = matchRecords([record(2, 'X'), record(3, 'Y')], [], STRICT);
    assert.deepEqual(codes(refused.issues), ['line 2 unknown-meter', 'line 3 unknown-meter']);
    const aside = matchRecords([record(2, 'X')], [], { ...STRICT, setAsideUnknown: true });
    assert.deepEqual([aside.issues, aside.unknown.length, aside.matched.length], [[], 1, 0]);
  });

  it('refuses a stop that was read, unless reads are to be replaced or the stop waits for a reread', () => {
    const read = (status: ReadStatus) => [stop('A', { status, wasRead: true })];
    for (const status of ['exception', 'accepted', 'changed', 'estimated', 'hold'] as const) {
      assert.deepEqual(codes(matchRecords([record(2, 'A')], read(status), STRICT).issues), ['line 2 already-read']);
      assert.deepEqual(matchRecords([record(2, 'A')], read(status), { ...STRICT, replaceReads: true }).issues, []);
    }
    assert.deepEqual(matchRecords([record(2, 'A')], read('reread'), STRICT).issues, []);
  });

  it('takes the reading of a meter that an earlier file could not read', () => {
    const unread = stop('A', { status: 'exception', wasRead: false });
    assert.deepEqual(matchRecords([record(2, 'A')], [unread], STRICT).issues, []);
  });

  it('does not let a late reading undo a decision that was made without one', () => {
    for (const status of ['estimated', 'changed', 'hold'] as const) {
      const { issues } = matchRecords([record(2, 'A')], [stop('A', { status })], STRICT);
      assert.deepEqual(codes(issues), ['line 2 already-read']);
      assert.match(issues[0]?.message ?? '', new RegExp(`decided \\(${status}\\)`));
    }
  });

  it('refuses two records of one register, also when they word it differently, whatever was chosen', () => {
    const records = [record(2, 'A', { register: '' }), record(3, 'A', { register: 'L' })];
    const { issues } = matchRecords(records, [stop('A')], { setAsideUnknown: true, replaceReads: true });
    assert.deepEqual(codes(issues), ['line 3 duplicate-read']);
  });

  it('takes H, 2 and 002 as the high register, and everything else as the only or low one', () => {
    for (const register of ['H', 'h', '2', '02', '002', ' H ']) assert.equal(registerNumberOf(register), 2, register);
    for (const register of ['', 'L', '0', '1', '001', '12']) assert.equal(registerNumberOf(register), 1, register);
  });
});
