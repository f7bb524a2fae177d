import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import type { ScanField } from '../../../../bridge/contract/settings/statement.js';
import { checkDigit } from '../../../../bridge/domain/statement/check-digit.js';
import { scanLine, type ScanFacts } from '../../../../bridge/domain/statement/scan-line.js';

const LAYOUT: readonly ScanField[] = [
  { field: 'account', length: 11 },
  { field: 'due-date' },
  { field: 'text', digits: '0000' },
  { field: 'amount-after-due', length: 10 },
  { field: 'amount-due', length: 10 },
];

const FACTS: ScanFacts = {
  ...{
    accountId: '3456-78901',
    billNumber: 77,
    billedOn: calendarDate('1996-10-12'),
    dueOn: calendarDate('1996-11-02'),
  },
  ...{ amountDueCents: cents(1000), afterDueCents: cents(1000) },
};

describe('check digit of a scan line', () => {
  it('is that of the published example of lockboxes', () => {
    assert.equal(checkDigit('00345678901' + '110296' + '0000' + '0000001000' + '0000001000'), 8);
  });

  it('is 0 for the day before, which another page of the same source prints with 8', () => {
    assert.equal(checkDigit('00345678901' + '110196' + '0000' + '0000001000' + '0000001000'), 0);
  });

  it('tells any digit that is read wrongly', () => {
    const digits = fc.stringMatching(/^\d{41}$/);
    fc.assert(
      fc.property(digits, fc.nat(40), fc.integer({ min: 1, max: 9 }), (line, place, more) => {
        const wrong = (Number(line[place]) + more) % 10;
        return checkDigit(line) !== checkDigit(`${line.slice(0, place)}${wrong}${line.slice(place + 1)}`);
      }),
    );
  });

  it('is not made of anything but digits', () => {
    assert.throws(() => checkDigit('12a'), RangeError);
    assert.throws(() => checkDigit(''), RangeError);
  });
});

describe('scan line', () => {
  it('has the account, the due date, gross and net filled with zeros, and the check digit', () => {
    assert.equal(scanLine(LAYOUT, FACTS), '003456789011102960000000000100000000010008');
  });

  it('tells what is owed after the due date apart from what is due', () => {
    const line = scanLine(LAYOUT, { ...FACTS, afterDueCents: cents(1100) });
    assert.deepEqual([line?.slice(21, 31), line?.slice(31, 41)], ['0000001100', '0000001000']);
  });

  it('is laid out by data: the bill, its day and a length of its own', () => {
    const layout: ScanField[] = [{ field: 'bill-number', length: 4 }, { field: 'bill-date' }];
    assert.equal(scanLine(layout, FACTS), `0077101296${checkDigit('0077101296')}`);
  });

  it('is left out where the account has letters, or a field is longer than its place', () => {
    assert.equal(scanLine(LAYOUT, { ...FACTS, accountId: 'A-345' }), null);
    assert.equal(scanLine(LAYOUT, { ...FACTS, accountId: '123456-789012' }), null);
    assert.equal(scanLine([{ field: 'amount-due', length: 3 }], FACTS), null);
    assert.notEqual(scanLine([{ field: 'amount-due', length: 4 }], FACTS), null);
  });
});
