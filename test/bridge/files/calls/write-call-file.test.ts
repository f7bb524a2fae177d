import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { callsLayoutSchema, tellsWindow } from '../../../../bridge/contract/settings/calls-layout.js';
import type { PlacedCall } from '../../../../bridge/contract/calls.js';
import { writeCallFile } from '../../../../bridge/files/calls/write-call-file.js';
import { LAYOUT } from '../../../support/calls/given-calls.js';

const RUN = {
  ...{ fileId: 'R.1', billRunId: 'R', cycleName: 'Cycle 1', utilityName: 'Test Water' },
  ...{ window: { on: calendarDate('2026-11-23'), from: '09:00', to: '20:00' }, timeZone: 'America/Chicago' },
};

function call(more: Partial<PlacedCall> = {}): PlacedCall & { readonly reference: string } {
  return {
    ...{ reference: 'R.1.0001', phone: '205-555-0143', accounts: [{ accountId: 'A1', sentence: 'Much.' }] },
    ...{
      reason: 'high',
      account: 'A1',
      customerName: 'Ada',
      address: '1 Test St',
      usageGallons: 15_000,
      usualGallons: 5_000,
    },
    message: 'Hello.',
    ...more,
  };
}

const text = (calls: readonly ReturnType<typeof call>[], layout = LAYOUT) =>
  writeCallFile({ layout, run: RUN, calls }).bytes.toString(layout.encoding);

describe('the file for the calling service', () => {
  it('is a CSV with the names of its columns, ten digits of a phone, and the hours in which to call', () => {
    assert.equal(
      text([call()]),
      'reference,phone,account,name,address,call_type,gallons,usual_gallons,message,call_date,call_from,call_to,time_zone\r\n' +
        'R.1.0001,2055550143,A1,Ada,1 Test St,HIGH,15000,5000,Hello.,2026-11-23,09:00,20:00,America/Chicago\r\n',
    );
  });

  it('keeps names with commas and quotes whole, and makes no formula of any', () => {
    const line = (customerName: string) => text([call({ customerName })]).split('\r\n')[1];
    assert.match(line('Bo, "Inc."') ?? '', /,A1,"Bo, ""Inc\.""",1 Test St/);
    for (const start of ['=', '+', '-', '@'])
      assert.ok(line(`${start}1+1`)?.includes(`,A1,'${start}1+1,`), `a name that begins with ${start}`);
    assert.match(line('Ada 🚰 Ünal') ?? '', /Ada 🚰 Ünal/);
  });

  it('leaves texts as they are where the layout says so', () => {
    assert.match(text([call({ customerName: '=1+1' })], { ...LAYOUT, formulas: 'as-they-are' }), /,A1,=1\+1,/);
  });

  it('tells its hash, and is the same when it is written again', () => {
    const written = writeCallFile({ layout: LAYOUT, run: RUN, calls: [call()] });
    assert.equal(written.sha256, createHash('sha256').update(written.bytes).digest('hex'));
    assert.equal(writeCallFile({ layout: LAYOUT, run: RUN, calls: [call()] }).sha256, written.sha256);
  });

  it('of fixed width fills up texts and numbers, counts its calls, and shortens only what it may', () => {
    const layout = callsLayoutSchema.parse({
      ...{ shape: 'fixed', encoding: 'latin1', lineEnd: 'LF', dateFormat: 'MMDDYY', formulas: 'as-they-are' },
      reasons: { leak: 'L', high: 'H', several: 'S' },
      header: null,
      call: [
        { field: 'phone', length: 10 },
        { field: 'name', length: 5, mayCut: true },
        { field: 'reason', length: 1 },
        { field: 'gallons', length: 7 },
        { field: 'message', length: 8 },
      ],
      trailer: [
        { text: 'T', length: 1 },
        { field: 'calls', length: 5 },
      ],
    });
    const { bytes, shortened } = writeCallFile({ layout, run: RUN, calls: [call({ customerName: 'Ada Lovelace' })] });
    assert.equal(bytes.toString('latin1'), '2055550143Ada LH0015000Hello.  \nT00001\n');
    assert.deepEqual(
      shortened.map(({ code, rowKey, column }) => [code, rowKey, column]),
      [['value-shortened', 'A1', 'name']],
    );
    const long = () => writeCallFile({ layout, run: RUN, calls: [call({ message: 'Much too long' }), call()] });
    assert.throws(long, (error: unknown) => {
      assert.ok(error instanceof CurbstopError);
      assert.equal(error.code, 'file-misfit');
      assert.deepEqual(
        error.issues.map(({ rowKey, column }) => [rowKey, column]),
        [['A1', 'message']],
      );
      return true;
    });
  });
});

describe('the setting calls-layout', () => {
  const troubles = (change: object) => {
    const { success, error } = callsLayoutSchema.safeParse({ ...LAYOUT, ...change });
    return success ? [] : error.issues.map(({ message }) => message);
  };

  it('takes a file that tells the message and the phone, and no other', () => {
    assert.deepEqual(troubles({}), []);
    assert.match(troubles({ call: [{ field: 'phone' }] }).join(), /no column for the message/);
    assert.match(troubles({ call: [{ field: 'message' }] }).join(), /no column for the phone/);
    assert.match(troubles({ delimiter: undefined }).join(), /what stands between/);
    const withoutZone = LAYOUT.call.filter((column) => !('field' in column && column.field === 'time-zone'));
    assert.match(troubles({ call: withoutZone }).join(), /no column for the time-zone/);
    assert.deepEqual(troubles({ call: withoutZone, header: [{ field: 'time-zone' }] }), []);
    assert.match(
      troubles({ call: [...LAYOUT.call, { field: 'message', length: 9, mayCut: true }] }).join(),
      /may not shorten the message/,
    );
  });

  it('tells the hours only with the day, the beginning, the end and the time zone', () => {
    assert.equal(tellsWindow(LAYOUT), true);
    const withoutZone = LAYOUT.call.filter((column) => !('field' in column && column.field === 'time-zone'));
    assert.equal(tellsWindow({ ...LAYOUT, call: withoutZone }), false);
    const call = LAYOUT.call.filter((column) => !('field' in column && column.field === 'call-to'));
    assert.equal(tellsWindow({ ...LAYOUT, call }), false);
    assert.equal(tellsWindow({ ...LAYOUT, call, header: [{ field: 'call-to' }] }), true);
  });
});
