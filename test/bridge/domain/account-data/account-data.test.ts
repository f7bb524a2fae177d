import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { listedData } from '../../../../bridge/domain/account-data/listed-datum.js';
import { saidOn, takenBack, withDatum, type SaidDatum } from '../../../../bridge/domain/account-data/said-datum.js';

function datum(name: string, value: string | null, from: string, service: SaidDatum['service'] = null): SaidDatum {
  return { accountId: 'A', service, name, value, effectiveFrom: calendarDate(from) };
}
const units = (value: string | null, from: string) => datum('dwelling_units', value, from);
const fee = (value: string | null, from: string) => datum('fee_meter_box', value, from);

describe('what was said of a datum', () => {
  const data = [units('4', '2026-01-01'), units('6', '2026-06-01'), units('5', '2026-06-01')];

  it('is the last that holds on the date, of just that service', () => {
    const on = (from: string, service: SaidDatum['service'] = null) =>
      saidOn(data, datum('dwelling_units', null, from, service))?.value;
    assert.deepEqual(
      ['2025-12-31', '2026-05-31', '2026-06-01'].map((from) => on(from)),
      [undefined, '4', '5'],
    );
    assert.equal(on('2026-06-01', 'water'), undefined);
  });

  it('is of a fee only what its own date has', () => {
    const fees = [fee('1', '2026-01-01')];
    assert.equal(saidOn(fees, fee(null, '2026-01-01'))?.value, '1');
    assert.equal(saidOn(fees, fee(null, '2026-01-02')), null);
  });

  it('counts before all that was said of its date, and after it gives way to what is to come', () => {
    const more = withDatum(data, units('9', '2026-01-01'));
    assert.deepEqual(
      more.map(({ value }) => value),
      ['4', '9', '6', '5'],
    );
    assert.equal(withDatum(data, units('9', '2027-01-01')).at(-1)?.value, '9');
  });

  it('is taken back to what held the day before; a fee to none', () => {
    assert.equal(takenBack(data, units('5', '2026-06-01')).value, '4');
    assert.equal(takenBack(data, units('4', '2026-01-01')).value, null);
    assert.equal(takenBack([fee('1', '2026-01-01'), fee('1', '2026-01-02')], fee('1', '2026-01-02')).value, null);
  });
});

describe('the list of what counts', () => {
  const day = { today: calendarDate('2026-11-23'), billedTo: () => calendarDate('2026-11-10') };
  const list = (...data: SaidDatum[]) =>
    listedData(data, day).map(({ value, effectiveFrom, state }) => [value, effectiveFrom, state]);

  it('leaves out what is over, replaced or ended', () => {
    assert.deepEqual(list(units('4', '2026-01-01'), units('6', '2026-11-23'), units('7', '2026-11-24')), [
      ['6', '2026-11-23', 'in force'],
      ['7', '2026-11-24', 'to come'],
    ]);
    assert.deepEqual(list(units('4', '2026-01-01'), units(null, '2026-06-01')), []);
  });

  it('has a fee until a posted bill covers its date', () => {
    assert.deepEqual(list(fee('1', '2026-11-10'), fee('1', '2026-11-11'), fee('2', '2026-12-01')), [
      ['1', '2026-11-11', 'to be billed'],
      ['2', '2026-12-01', 'to be billed'],
    ]);
    assert.deepEqual(list(fee('1', '2026-12-01'), fee('0', '2026-12-01')), []);
  });
});
