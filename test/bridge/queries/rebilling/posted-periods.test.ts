import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { correctPeriods } from '../../../../bridge/domain/rebilling/correct-periods.js';
import { remakeBills } from '../../../../bridge/domain/rebilling/remake-bills.js';
import { postedPeriods } from '../../../../bridge/queries/rebilling/posted-periods.js';
import { tariffBook } from '../../../../bridge/queries/tariff-book.js';
import type { BillCorrection } from '../../../../bridge/domain/rebilling/bill-correction.js';
import { useTown } from '../../../support/town/town.js';

const TERMS = { rolloverFrom: '0.9', endsBefore: calendarDate('2026-12-31') };

describe('the posted periods of an account', () => {
  const town = useTown();

  const accounts = async () =>
    (await town().database.raw<{ account_id: string }[]>('SELECT DISTINCT account_id FROM bill ORDER BY 1')).map(
      (row) => row.account_id,
    );

  it('make every posted bill of the town again to the cent, line by line, when nothing was corrected, by what it was billed by and by what is on record', async () => {
    const tariffs = await tariffBook(town().database);
    let bills = 0;
    for (const accountId of await accounts()) {
      const periods = await postedPeriods(town().database, accountId, tariffs);
      bills += periods.length;
      const asked = new Map(periods.map(({ billNumber }) => [billNumber, askedFor(billNumber, billNumber % 2 === 0)]));
      const corrected = correctPeriods(periods, asked, TERMS);
      assert.deepEqual(corrected.issues, [], accountId);
      const remade = remakeBills(corrected.periods, tariffs);
      assert.deepEqual(remade.bills, [], accountId);
      assert.deepEqual(new Set(remade.issues.map(({ code }) => code)), new Set(['nothing-changed']), accountId);
      assert.equal(remade.issues.length, periods.length, accountId);
    }
    assert.equal(bills, await town().value<number>('SELECT count(*) FROM bill'));
  });
});

function askedFor(billNumber: number, isByRecord: boolean): BillCorrection {
  return {
    billNumber,
    rows: [{ rowKey: String(billNumber), sheetRow: 5 }],
    reads: new Map(),
    readOn: null,
    rateClass: null,
    tariffs: new Map(),
    carts: null,
    isByRecord,
    reason: 'Asked for',
    note: '',
    document: '',
  };
}
