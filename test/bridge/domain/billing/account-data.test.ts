import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { fullPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import type { AccountDatum } from '../../../../bridge/domain/billing/account-data.js';
import type { BillInput } from '../../../../bridge/domain/billing/bill-input.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import { givenBill, givenBook, givenService, twoPart, type GivenRates } from './given-book.js';

function datum(name: string, value: string | null, from = '2000-01-01', service: AccountDatum['service'] = null) {
  return { name, value, effectiveFrom: calendarDate(from), service };
}

function charge(rates: Omit<GivenRates, 'tariffId' | 'from'>, facts: Partial<BillInput>) {
  const [first] = calculateBill(
    givenBill(facts),
    givenBook({ tariffId: 'water', from: '2000-01-01', ...rates }),
  ).charges;
  assert.ok(first);
  return first;
}

describe('what an account is said to have', () => {
  const perUnit = {
    settings: ['dwelling_units: {times: [service_charge]}'],
    classes: { RESIDENTIAL: twoPart(10, 0) },
  };
  const units = (...data: AccountDatum[]) => charge(perUnit, { data }).amountCents;

  it('holds from its date until the next', () => {
    assert.equal(units(datum('dwelling_units', '4')), 4000);
    assert.equal(units(datum('dwelling_units', '4'), datum('dwelling_units', '6', '2026-02-18')), 6000);
    assert.equal(units(datum('dwelling_units', '4'), datum('dwelling_units', '6', '2026-02-19')), 4000);
    assert.equal(units(datum('dwelling_units', '4'), datum('dwelling_units', '5')), 5000);
  });

  it('of a service goes before what is said of all', () => {
    const ofWater = datum('dwelling_units', '2', '2000-01-01', 'water');
    assert.equal(units(ofWater, datum('dwelling_units', '9', '2026-01-01')), 2000);
    assert.equal(units(datum('dwelling_units', '9'), datum('dwelling_units', '2', '2000-01-01', 'sewer')), 9000);
  });

  it('ends where it was taken back, and the tariff refuses what it then lacks', () => {
    const ended = datum('dwelling_units', null, '2026-02-01');
    assert.throws(() => units(datum('dwelling_units', '4'), ended), { message: /dwelling_units/ });
  });

  it('is kept with the bill only where the tariff asks for it', () => {
    const data = [datum('dwelling_units', '4'), datum('city_limits', 'inside_city')];
    const { inputs } = charge(perUnit, { data });
    assert.deepEqual(inputs, { usage_gallons: '9001', meter_size: '5/8"', dwelling_units: '4' });
  });

  it('chooses the rates inside and outside the city', () => {
    const rates = {
      classes: {
        RESIDENTIAL: ['bill:', '  depends_on: city_limits', '  values: {inside_city: 22.58, outside_city: 24.48}'],
      },
    };
    assert.equal(charge(rates, { data: [datum('city_limits', 'inside_city')] }).amountCents, 2258);
    assert.equal(charge(rates, { data: [datum('city_limits', 'outside_city')] }).amountCents, 2448);
  });

  it('frees from a tax who is exempt', () => {
    const rates = {
      settings: ['taxes: [{component: tax, description: Tax, rate: 4%, on: [service_charge], exempt: tax_exempt}]'],
      classes: { RESIDENTIAL: twoPart(10, 0) },
    };
    assert.equal(charge(rates, {}).amountCents, 1040);
    assert.equal(charge(rates, { data: [datum('tax_exempt', 'yes')] }).amountCents, 1000);
    assert.equal(charge(rates, { data: [datum('tax_exempt', 'no')] }).amountCents, 1040);
  });
});

describe('a fee', () => {
  const rates = {
    settings: ['fees: [{fee: reconnect, description: Reconnection, amount: 20}]'],
    classes: { RESIDENTIAL: ['bill: 10'] },
  };
  const fee = (...data: AccountDatum[]) => charge(rates, { data }).amountCents;

  it('is charged once, with the bill in whose period its date lies', () => {
    assert.equal(fee(datum('fee_reconnect', '1', '2026-01-20')), 3000);
    assert.equal(fee(datum('fee_reconnect', '1', '2026-02-18')), 3000);
    assert.equal(fee(datum('fee_reconnect', '1', '2026-01-19')), 1000);
    assert.equal(fee(datum('fee_reconnect', '1', '2026-02-19')), 1000);
  });

  it('is charged with an account’s first bill where its date is the move-in day or before, and then by no other', () => {
    const first = (on: string) =>
      charge(rates, { data: [datum('fee_reconnect', '1', on)], billedTo: null }).amountCents;
    assert.equal(first('2026-01-19'), 3000);
    assert.equal(first('2026-01-10'), 3000);
    assert.equal(first('2026-02-19'), 1000);
  });

  it('is charged by the next bill where no bill covered its date', () => {
    const gap = { data: [datum('fee_reconnect', '1', '2026-01-10')], billedTo: calendarDate('2026-01-05') };
    assert.equal(charge(rates, gap).amountCents, 3000);
  });

  it('is refused with a first bill, too, where no rates have it', () => {
    const unknown = { data: [datum('fee_visit', '1', '2026-01-19')] };
    assert.throws(() => charge(rates, { ...unknown, billedTo: null }), { code: 'unknown-fee' });
    assert.equal(charge(rates, unknown).amountCents, 1000);
  });

  it('is charged as often as it was said, and what was said last of a date counts', () => {
    assert.equal(fee(datum('fee_reconnect', '2', '2026-01-20')), 5000);
    assert.equal(fee(datum('fee_reconnect', '1', '2026-01-20'), datum('fee_reconnect', '1', '2026-02-01')), 5000);
    assert.equal(fee(datum('fee_reconnect', '1', '2026-01-20'), datum('fee_reconnect', null, '2026-01-20')), 1000);
  });
});

describe('a reduced-rate programme', () => {
  const book = givenBook({
    tariffId: 'water',
    from: '2000-01-01',
    settings: ['classes: {REDUCED: {programme: {then: RESIDENTIAL}}}'],
    classes: { REDUCED: ['bill: 10'], RESIDENTIAL: ['bill: 20'] },
  });
  const bill = (readOn: string, data: AccountDatum[]) => {
    const period = fullPeriod(calendarDate('2027-01-01'), calendarDate(readOn));
    return calculateBill(givenBill({ rateClass: 'REDUCED', period, data }), book).totalCents;
  };

  it('holds up to the read on its last day, and the account is billed as others after it', () => {
    const ends = [datum('programme_ends', '2027-01-31')];
    assert.equal(bill('2027-01-31', ends), 1000);
    assert.equal(bill('2027-02-01', ends), 2000);
  });

  it('goes on while no end is said, or a later one was', () => {
    assert.equal(bill('2027-02-05', []), 1000);
    const renewed = [datum('programme_ends', '2027-01-31'), datum('programme_ends', '2028-01-31', '2026-12-10')];
    assert.equal(bill('2027-02-05', renewed), 1000);
  });
});

describe('data that come from the rest of the bill', () => {
  it('give later services the water bill, however the services are listed', () => {
    const water = { tariffId: 'water', from: '2000-01-01', classes: { RESIDENTIAL: ['bill: 66'] } };
    const sewer = { tariffId: 'sewer', from: '2000-01-01', classes: { RESIDENTIAL: ['bill: 0.9*water_bill'] } };
    const services = [givenService('sewer'), givenService('water')];
    const { charges } = calculateBill(givenBill({ services }), givenBook(water, sewer));
    assert.deepEqual([charges[1]?.amountCents, charges[1]?.inputs['water_bill']], [5940, '66.00']);
    const alone = () => calculateBill(givenBill({ services: [givenService('sewer')] }), givenBook(water, sewer));
    assert.throws(alone, { message: /water_bill/ });
  });

  it('give the registers’ readings where they are rounded before they are subtracted', () => {
    const rates = {
      settings: ['usage: {rounding: {to: 1, how: down, at: register}}'],
      classes: { RESIDENTIAL: ['bill: 10*usage_ccf'] },
    };
    const registers = [
      { previous: '1999', current: '5001' },
      { previous: '300', current: '2100' },
    ];
    const { amountCents, inputs } = charge(rates, { usageGallons: 4802, registers });
    assert.deepEqual([inputs['previous_reading'], inputs['current_reading']], ['1999 300', '5001 2100']);
    // From 1 to 5 and from 0 to 2 thousand gallons.
    assert.equal(amountCents, 6000);
  });

  it('give the season of the read date', () => {
    const rates = {
      settings: ['seasons: {summer: {from: 05-01, to: 09-30}, winter: {from: 10-01, to: 04-30}}'],
      classes: { RESIDENTIAL: ['bill:', '  depends_on: season', '  values: {summer: 12, winter: 8}'] },
    };
    const { amountCents, inputs } = charge(rates, {});
    assert.deepEqual([amountCents, inputs['read_date']], [800, '2026-02-18']);
  });
});
