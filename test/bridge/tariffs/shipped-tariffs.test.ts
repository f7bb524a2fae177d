import assert from 'node:assert/strict';
import path from 'node:path';
import { centsToDecimalText } from '../../../bridge/contract/money.js';
import {
  type BillInputs,
  type CompiledTariff,
  compileTariff,
  priceBill,
  usageInput,
} from '../../../bridge/domain/tariff/index.js';
import { readTariffFile } from '../../../bridge/files/owrs/read-tariff.js';
import { loadShippedTariffs, shippedTariffsFolder } from '../../../bridge/files/owrs/shipped-tariffs.js';

const CLASSES = ['RESIDENTIAL', 'MULTIFAMILY', 'BUSINESS', 'REDUCED'];

describe('the tariffs that ship with the product', () => {
  let tariffs: ReadonlyMap<string, CompiledTariff>;

  before(async () => {
    const documents = await loadShippedTariffs();
    tariffs = new Map(documents.map((document) => [document.name, compileTariff(document)]));
  });

  const tariff = (name: string) => {
    const found = tariffs.get(`${name}.owrs`);
    assert.ok(found, name);
    return found;
  };
  const bill = (name: string, className: string, inputs: BillInputs) =>
    centsToDecimalText(priceBill(tariff(name), className, inputs).billCents);

  it('are effective-dated, for one service each, with the four classes of the town', () => {
    const facts = [...tariffs.values()].map(({ name, metadata, settings, classes }) => {
      assert.deepEqual(classes, CLASSES);
      return [name, settings.service, metadata.effectiveDate, settings.sample];
    });
    assert.deepEqual(facts, [
      ['alabaster-garbage.2026-01-01.owrs', 'garbage', '2026-01-01', false],
      ['alabaster-sewer.2026-02-15.owrs', 'sewer', '2026-02-15', false],
      ['sample-garbage.2000-01-01.owrs', 'garbage', '2000-01-01', true],
      ['sample-sewer.2000-01-01.owrs', 'sewer', '2000-01-01', true],
      ['sample-water.owrs', 'water', '2000-01-01', true],
    ]);
  });

  it('say SAMPLE in the title when the rates are invented, and only then', () => {
    for (const { settings } of tariffs.values()) assert.equal(/SAMPLE/.test(settings.title), settings.sample);
  });

  describe('sewer by Ordinance 26-264', () => {
    const sewer = (className: string, gallons: number) =>
      bill('alabaster-sewer.2026-02-15', className, { usage_ccf: usageInput(gallons, 'kgal') });

    it('charges residential $22.92 and $3.19 per 1,000 gallons', () => {
      assert.equal(sewer('RESIDENTIAL', 0), '22.92');
      assert.equal(sewer('RESIDENTIAL', 6000), '42.06');
      assert.equal(sewer('RESIDENTIAL', 6500), '43.66');
    });

    it('charges multifamily and commercial $55.88 and $12.29 per 1,000 gallons after the first 5,000', () => {
      for (const className of ['MULTIFAMILY', 'BUSINESS']) {
        assert.equal(sewer(className, 0), '55.88');
        assert.equal(sewer(className, 5000), '55.88');
        assert.equal(sewer(className, 5500), '62.03');
        assert.equal(sewer(className, 12_000), '141.91');
      }
    });

    it('charges the reduced rate a $10 base and the residential rate by use', () => {
      assert.equal(sewer('REDUCED', 0), '10.00');
      assert.equal(sewer('REDUCED', 6000), '29.14');
    });
  });

  describe('garbage by Ordinance 26-265', () => {
    const garbage = (className: string, carts: string) => bill('alabaster-garbage.2026-01-01', className, { carts });

    it('charges residential $20.00, and half of it for each extra cart', () => {
      assert.deepEqual(
        ['1', '2', '3'].map((carts) => garbage('RESIDENTIAL', carts)),
        ['20.00', '30.00', '40.00'],
      );
      assert.equal(garbage('MULTIFAMILY', '2'), '30.00');
    });

    it('charges business $40.03 for two carts, and half of it for each extra cart', () => {
      const bills = ['1', '2', '3', '4'].map((carts) => garbage('BUSINESS', carts));
      assert.deepEqual(bills, ['40.03', '40.03', '60.05', '80.06']);
    });

    it('refuses a fifth business cart, no cart, and part of a cart', () => {
      assert.throws(() => garbage('BUSINESS', '5'), { code: 'input-out-of-range', message: /at most 4/ });
      assert.throws(() => garbage('RESIDENTIAL', '0'), { code: 'input-out-of-range', message: /at least 1/ });
      assert.throws(() => garbage('RESIDENTIAL', '1.5'), { code: 'input-out-of-range' });
    });

    it('charges the reduced rate nothing', () => {
      assert.equal(garbage('REDUCED', '1'), '0.00');
    });
  });

  describe('the fees that Alabaster publishes', () => {
    const WATER_FEES = [
      ['connection', '50.00'],
      ['processing', '80.00'],
      ['call_out', '20.00'],
      ['returned_item', '30.00'],
      ['inspection', '75.00'],
      ['broken_lock', '50.00'],
      ['broken_valve', '60.00'],
      ['meter_box', '25.00'],
      ['hydrant_permit', '50.00'],
    ] as const;
    const withWater = { usage_ccf: '0', meter_size: '3/4"' };
    const feeLines = (name: string, className: string, inputs: BillInputs) =>
      priceBill(tariff(name), className, inputs)
        .lines.filter(({ kind }) => kind === 'fee')
        .map(({ component, cents }) => [component, centsToDecimalText(cents)]);

    for (const [fee, amount] of WATER_FEES) {
      it(`put ${fee} on the water bill of every class at $${amount}, as often as it is said`, () => {
        for (const className of CLASSES) {
          const once = feeLines('sample-water', className, { ...withWater, [`fee_${fee}`]: '1' });
          assert.deepEqual(once, [[`${fee}_fee`, amount]]);
        }
        const plain = Number(bill('sample-water', 'RESIDENTIAL', withWater));
        const twice = Number(bill('sample-water', 'RESIDENTIAL', { ...withWater, [`fee_${fee}`]: '2' }));
        assert.equal((twice - plain).toFixed(2), (2 * Number(amount)).toFixed(2));
      });
    }

    it('put the garbage set-up on the garbage bill at $75.00, also where garbage itself is free', () => {
      const inputs = { carts: '1', fee_garbage_set_up: '1' };
      for (const className of CLASSES) {
        assert.deepEqual(feeLines('alabaster-garbage.2026-01-01', className, inputs), [
          ['garbage_set_up_fee', '75.00'],
        ]);
      }
      assert.equal(bill('alabaster-garbage.2026-01-01', 'REDUCED', inputs), '75.00');
    });

    it('are each in one tariff only, so that none is charged with two services', () => {
      const named = [...tariffs.values()].flatMap(({ settings }) => settings.common.fees.map(({ fee }) => fee));
      assert.deepEqual(named.sort(), [...WATER_FEES.map(([fee]) => fee), 'garbage_set_up'].sort());
    });
  });

  describe('the reduced-rate programme', () => {
    const on = (name: string, inputs: BillInputs) =>
      ['2027-01-31', '2027-02-01'].map((readDate) =>
        bill(name, 'REDUCED', { ...inputs, programme_ends: '2027-01-31', read_date: readDate }),
      );

    it('lapses after the day that the account’s data say; then the residential rates hold', () => {
      assert.deepEqual(on('sample-water', { usage_ccf: '10', meter_size: '3/4"' }), ['54.50', '64.50']);
      assert.deepEqual(on('alabaster-sewer.2026-02-15', { usage_ccf: '6' }), ['29.14', '42.06']);
      assert.deepEqual(on('alabaster-garbage.2026-01-01', { carts: '2' }), ['0.00', '30.00']);
      assert.deepEqual(on('sample-sewer.2000-01-01', { usage_ccf: '6' }), ['26.10', '37.60']);
      assert.deepEqual(on('sample-garbage.2000-01-01', { carts: '2' }), ['0.00', '27.00']);
    });
  });

  describe('the sample water table', () => {
    const water = (className: string, gallons: number, size = '3/4"') =>
      bill('sample-water', className, { usage_ccf: usageInput(gallons, 'kgal'), meter_size: size });

    it('includes 2,500 gallons in the minimum, then charges blocks to the gallon', () => {
      assert.equal(water('RESIDENTIAL', 0), '24.00');
      assert.equal(water('RESIDENTIAL', 2500), '24.00');
      assert.equal(water('RESIDENTIAL', 2510), '24.05');
      assert.equal(water('RESIDENTIAL', 10_000), '64.50');
      assert.equal(water('RESIDENTIAL', 26_000), '163.25');
    });

    it('knows every meter from 5/8" to 4", and no other', () => {
      const sizes = ['5/8"', '3/4"', '1"', '1 1/2"', '2"', '3"', '4"'];
      const minimums = sizes.map((size) => Number(water('BUSINESS', 0, size)));
      assert.deepEqual(
        minimums,
        [...minimums].sort((a, b) => a - b),
      );
      assert.throws(() => water('BUSINESS', 0, '6"'), { code: 'no-map-match' });
    });

    it('takes $10 off the minimum for the reduced rate', () => {
      assert.equal(water('REDUCED', 0), '14.00');
      assert.equal(water('REDUCED', 10_000), '54.50');
    });
  });

  it('bill one line per component, adding up, for every class and service', () => {
    const inputs = { usage_ccf: '7.777', meter_size: '1"', carts: '3' };
    for (const each of tariffs.values()) {
      for (const className of CLASSES) {
        const { lines, billCents } = priceBill(each, className, inputs);
        assert.equal(
          lines.reduce((sum, line) => sum + line.cents, 0),
          billCents,
        );
        assert.ok(lines.every((line) => line.component !== 'bill'));
      }
    }
  });

  describe('the example of Calera, January 2023', () => {
    let calera: CompiledTariff;
    before(async () => {
      const file = path.join(shippedTariffsFolder(), 'examples', 'calera-water.2023-01-01.owrs');
      calera = compileTariff(await readTariffFile(file));
    });
    const lines = (inputs: BillInputs) =>
      priceBill(calera, 'RESIDENTIAL', inputs).lines.map(({ cents }) => centsToDecimalText(cents));

    it('includes 2,000 gallons in the minimum, by city limits, and adds 4% of tax', () => {
      assert.deepEqual(lines({ usage_gallons: '2000', city_limits: 'inside' }), ['22.58', '0.00', '0.90']);
      assert.deepEqual(lines({ usage_gallons: '0', city_limits: 'outside' }), ['24.48', '0.00', '0.98']);
    });

    it('charges the next 3,000 gallons $5.57 a thousand, and all above $4.00', () => {
      assert.deepEqual(lines({ usage_gallons: '5000', city_limits: 'inside' }), ['22.58', '16.71', '1.57']);
      assert.deepEqual(lines({ usage_gallons: '6500', city_limits: 'inside' }), ['22.58', '22.71', '1.81']);
    });

    it('takes no tax of who is exempt', () => {
      assert.deepEqual(lines({ usage_gallons: '2000', city_limits: 'inside', tax_exempt: 'yes' }), ['22.58', '0.00']);
    });

    it('is loaded into no utility’s tariffs', () => {
      assert.equal(
        [...tariffs.keys()].some((name) => name.startsWith('calera')),
        false,
      );
    });
  });
});
