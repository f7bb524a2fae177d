import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { billedGallons } from '../../../../bridge/domain/rate-study/billed-gallons.js';
import { reprice } from '../../../../bridge/domain/rate-study/reprice.js';
import { studyInputs } from '../../../../bridge/domain/rate-study/study-inputs.js';
import { compileTariff } from '../../../../bridge/domain/tariff/index.js';
import { readTariffText } from '../../../../bridge/files/owrs/read-tariff.js';
import { givenHome } from '../tariff/given-tariff.js';
import { givenCharge } from './given-charge.js';

describe('pricing a posted charge again', () => {
  it('prices it from its own class and inputs', () => {
    const { after, gallons } = reprice(givenCharge(), givenHome(['bill: 10+2.5*usage_ccf']));
    assert.deepEqual([after, gallons], [1750, 3000]);
  });

  it('takes use into the unit of the other rates, exactly', () => {
    const perGallon = 'metadata:\n  bill_unit: gal\nrate_structure:\n  HOME:\n    bill: 0.0025*usage_ccf\n';
    const { after } = reprice(givenCharge(), compileTariff(readTariffText(perGallon, 'gallons.owrs')));
    assert.equal(after, 750);
  });

  it('takes use into ccf by the gallons that the other rates count in one', () => {
    const perCcf = (gallons: string) =>
      `metadata:\n  bill_unit: ccf\n  curbstop: {gallons_per_ccf: ${gallons}}\nrate_structure:\n  HOME:\n    bill: 100*usage_ccf\n`;
    const after = (gallons: string) =>
      reprice(givenCharge(), compileTariff(readTariffText(perCcf(gallons), 'ccf.owrs'))).after;
    assert.deepEqual([after('748.05'), after('748')], [40_104, 40_107]);
  });

  it('gives the reason where the other rates can not price it', () => {
    const rates = givenHome(['base: {depends_on: meter_size, values: {1": 3}}', 'bill: base']);
    const { after } = reprice(givenCharge(), rates);
    assert.ok(after instanceof CurbstopError);
    assert.equal(after.code, 'no-map-match');
    const { after: other } = reprice(givenCharge({ rateClass: 'SHOP' }), rates);
    assert.ok(other instanceof CurbstopError);
    assert.equal(other.code, 'unknown-class');
  });

  /** Rates that ask for the names as data, whatever they make of them. */
  const asking = (...names: string[]) => givenHome([`bill: 0*(${names.join('+')})`]);

  it('says the read date to seasonal rates where the bill did not keep one: the bill date of garbage', () => {
    const seasonal = givenHome(
      ['bill: {depends_on: season, values: {summer: 12, winter: 8}}'],
      ['seasons: {summer: {from: 05-01, to: 09-30}, winter: {from: 10-01, to: 04-30}}'],
    );
    assert.equal(studyInputs(givenCharge(), 3000, seasonal).inputs['read_date'], '2026-10-20');
    const garbage = givenCharge({ service: 'garbage', inputs: { carts: '1' } });
    assert.equal(studyInputs(garbage, 0, seasonal).inputs['read_date'], '2026-10-27');
    const kept = givenCharge({ inputs: { read_date: '2026-09-30' } });
    assert.equal(studyInputs(kept, 0, seasonal).inputs['read_date'], '2026-09-30');
    assert.equal(reprice(kept, seasonal).after, 1200);
  });

  it('says to other rates what a bill run would have said: the days, the account’s data, a fee, the water bill', () => {
    const said = (name: string, value: string, from: string) => {
      return { name, value, effectiveFrom: calendarDate(from), service: null };
    };
    const data = [
      said('dwelling_units', '4', '2020-01-01'),
      said('dwelling_units', '6', '2026-10-21'),
      said('fee_visit', '1', '2026-10-10'),
      said('fee_visit', '1', '2026-10-21'),
    ];
    const period = { ...givenCharge().period, from: calendarDate('2026-10-08'), days: 12 };
    const sewer = givenCharge({ service: 'sewer', period, data, waterCents: cents(2640) });
    const names = ['read_date', 'days_billed', 'days_full', 'water_bill', 'dwelling_units'];
    const visit = 'fees: [{fee: visit, description: Visit, amount: 5}]';
    const rates = givenHome([`bill: 0*(${names.join('+')})`], [visit]);
    assert.deepEqual(studyInputs(sewer, 3000, rates).inputs, {
      ...{ usage_gallons: '3000', read_date: '2026-10-20', days_billed: '12', days_full: '30' },
      ...{ water_bill: '26.40', dwelling_units: '4', fee_visit: '1', ...sewer.inputs },
    });
    const { after } = reprice(sewer, givenHome(['bill: dwelling_units*5+0.5*water_bill']));
    assert.equal(after, 2000 + 1320);
    const kept = { ...sewer, inputs: { ...sewer.inputs, dwelling_units: '5' } };
    assert.equal(studyInputs(kept, 3000, asking('dwelling_units')).inputs['dwelling_units'], '5');
  });

  it('says what the bill’s own rates did not ask for: the meter size, the carts', () => {
    const garbage = givenCharge({ service: 'garbage', inputs: {}, meterSize: '1"', carts: 2 });
    assert.deepEqual(studyInputs(garbage, 0, asking('meter_size', 'carts')).inputs, { meter_size: '1"', carts: '2' });
    const { after } = reprice({ ...garbage, carts: null }, asking('carts'));
    assert.ok(after instanceof CurbstopError);
    assert.deepEqual([after.code, after.missing], ['carts-missing', 'carts']);
  });

  describe('by the winter average', () => {
    const averaged = (rule = '', unit = 'kgal') =>
      givenHome(['bill: 10*usage_ccf'], [`usage: {winter_average: {use: average${rule}}}`], unit);
    const bill = (readOn: string, gallons: number) => {
      return { readOn: calendarDate(readOn), days: 31, gallons, isPartial: false };
    };
    const pastBills = [bill('2025-12-20', 2000), bill('2026-01-20', 4000), bill('2026-02-20', 6000)];

    it('makes it of the account’s bills by the rules and in the unit of the rates studied', () => {
      assert.equal(studyInputs(givenCharge({ pastBills }), 3000, averaged()).inputs['winter_average'], '4');
      const { after, replaced } = reprice(givenCharge({ pastBills }), averaged());
      assert.deepEqual([after, replaced], [4000, []]);
      assert.equal(reprice(givenCharge({ pastBills }), averaged(', months: [1, 2]')).after, 5000);
      assert.equal(reprice(givenCharge({ pastBills }), averaged('', 'gal')).after, 4_000_000);
    });

    it('makes it anew where the bill was priced by an average of other rates', () => {
      const inputs = { usage_gallons: '3000', winter_average: '9' };
      assert.equal(reprice(givenCharge({ inputs, pastBills }), averaged()).after, 4000);
    });

    it('takes the average that the bill was priced by where no bills make one, if it is in the same unit', () => {
      const charge = givenCharge({ inputs: { usage_gallons: '3000', winter_average: '9' } });
      assert.equal(reprice(charge, averaged()).after, 9000);
      const perGallon = reprice(charge, averaged('', 'gal'));
      assert.deepEqual([perGallon.after, perGallon.replaced], [3_000_000, ['winter_average']]);
    });

    it('takes an average that was agreed, and the gallons of a well as their own', () => {
      const agreed = { name: 'winter_average', value: '7', effectiveFrom: calendarDate('2020-01-01'), service: null };
      assert.equal(reprice(givenCharge({ pastBills, data: [agreed] }), averaged()).after, 7000);
      const well = givenCharge({ inputs: { usage_gallons: '5000' }, unmeteredGallons: 5000, pastBills });
      assert.equal(reprice(well, averaged()).after, 5000);
    });

    it('tells that something stood in for it where it is nowhere, if it counts on the read date', () => {
      const otherwise = reprice(givenCharge(), averaged(', otherwise: 6'));
      assert.deepEqual([otherwise.after, otherwise.replaced], [6000, ['winter_average']]);
      const actual = reprice(givenCharge(), averaged());
      assert.deepEqual([actual.after, actual.replaced], [3000, ['winter_average']]);
      const inWinter = reprice(givenCharge(), averaged(', from: 12-01, to: 03-31'));
      assert.deepEqual([inWinter.after, inWinter.replaced], [3000, []]);
    });

    it('can not price a bill by formulas of a name that is nowhere, and says the name', () => {
      const { after } = reprice(givenCharge({ pastBills }), givenHome(['bill: 10*winter_average_ccf']));
      assert.ok(after instanceof CurbstopError);
      assert.deepEqual([after.code, after.missing], ['unknown-name', 'winter_average_ccf']);
    });
  });

  describe('by registers', () => {
    const rates = givenHome(['bill: 10*usage_ccf'], ['usage: {rounding: {to: 1, how: down, at: register}}']);
    const inputs = { usage_gallons: '3900' };
    const registers = [{ previous: '1999', current: '5899' }];

    it('takes the readings of the bill, which its own rates did not ask for', () => {
      const { after, replaced } = reprice(givenCharge({ inputs, registers }), rates);
      // From 1 to 5 thousand gallons.
      assert.deepEqual([after, replaced], [4000, []]);
    });

    it('tells that the use stood in for readings that are nowhere, but not where no meter measures', () => {
      const { after, replaced } = reprice(givenCharge({ inputs }), rates);
      assert.deepEqual([after, replaced], [3000, ['current_reading']]);
      assert.deepEqual(reprice(givenCharge({ inputs, registers, unmeteredGallons: 3900 }), rates).replaced, []);
    });
  });

  const GALLONS: readonly (readonly [inputs: Record<string, string>, billUnit: string, gallons: number])[] = [
    [{ usage_ccf: '4.5' }, 'kgal', 4500],
    [{ usage_ccf: '4501' }, 'gal', 4501],
    [{ usage_ccf: '4.010427110487' }, 'ccf', 3000],
    [{ usage_ccf: '401.042711048727' }, 'cf', 3000],
    [{ usage_ccf: '4.010427110487' }, 'hcf', 3000],
    [{ usage_ccf: '11.356235352' }, 'm3', 3000],
    [{ usage_ccf: '-4' }, 'kgal', 1234],
    [{ usage_gallons: '4321' }, 'ccf', 4321],
    [{ carts: '2' }, 'kgal', 1234],
    [{ usage_ccf: 'none' }, 'kgal', 1234],
    [{ usage_ccf: '4' }, 'furlong', 1234],
  ];
  it('finds 748 gallons in a ccf of a tariff that says so', () => {
    const charge = givenCharge({ inputs: { usage_ccf: '2' }, billUnit: 'ccf', gallonsPerCcf: '748' });
    assert.equal(billedGallons(charge), 1496);
  });

  for (const [inputs, billUnit, gallons] of GALLONS) {
    it(`finds ${gallons} gallons in ${JSON.stringify(inputs)} of a tariff in ${billUnit}`, () => {
      assert.equal(billedGallons(givenCharge({ inputs, billUnit, meteredGallons: 1234 })), gallons);
    });
  }
});
