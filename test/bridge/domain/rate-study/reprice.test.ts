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

  it('says the read date to seasonal rates where the bill did not keep one: the bill date of garbage', () => {
    assert.equal(studyInputs(givenCharge(), 3000, 'kgal')['read_date'], '2026-10-20');
    const garbage = givenCharge({ service: 'garbage', inputs: { carts: '1' } });
    assert.equal(studyInputs(garbage, 0, 'kgal')['read_date'], '2026-10-27');
    const kept = givenCharge({ inputs: { read_date: '2026-09-30' } });
    assert.equal(studyInputs(kept, 0, 'kgal')['read_date'], '2026-09-30');
  });

  it('says to other rates what a bill run would have said: the days, the account’s data, the water bill', () => {
    const said = (name: string, value: string, from: string) => {
      return { name, value, effectiveFrom: calendarDate(from), service: null };
    };
    const data = [
      said('dwelling_units', '4', '2020-01-01'),
      said('dwelling_units', '6', '2026-10-21'),
      said('fee_visit', '1', '2026-10-01'),
    ];
    const sewer = givenCharge({ service: 'sewer', daysBilled: 12, data, waterCents: cents(2640) });
    const { fee_visit: fee, ...inputs } = studyInputs(sewer, 3000, 'kgal');
    assert.deepEqual(inputs, {
      ...{ read_date: '2026-10-20', days_billed: '12', days_full: '30', water_bill: '26.40', dwelling_units: '4' },
      ...sewer.inputs,
    });
    assert.equal(fee, undefined);
    const { after } = reprice(sewer, givenHome(['bill: dwelling_units*5+0.5*water_bill']));
    assert.equal(after, 2000 + 1320);
    const kept = { ...sewer, inputs: { ...sewer.inputs, dwelling_units: '5' } };
    assert.equal(studyInputs(kept, 3000, 'kgal')['dwelling_units'], '5');
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
