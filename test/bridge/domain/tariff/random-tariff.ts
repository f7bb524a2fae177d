import fc from 'fast-check';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';

/** A random tariff with one class HOME, as lines of its fields and settings, and data to price it with. */
export interface RandomTariff {
  readonly fields: readonly string[];
  readonly settings: readonly string[];
  readonly inputs: readonly BillInputs[];
}

const SIZES = ['5/8"', '3/4"', '1"', '1 1/2"', '2"'];
const price = fc.integer({ min: 0, max: 200_000 }).map((units) => (units / 10_000).toString());
const dollars = fc.integer({ min: -500, max: 20_000 }).map((cents) => (cents / 100).toFixed(2));

const usage = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map(String),
  fc.integer({ min: 0, max: 200_000 }).map((gallons) => (gallons / 1000).toString()),
  fc.integer({ min: 0, max: 2_000_000_000 }).map((small) => (small / 1e6).toFixed(6)),
  fc.constantFrom('0.0000001', '-1', 'x', '', '999999999999', '1000000000001', '1e3', '.5', '7.'),
);

const inputs: fc.Arbitrary<BillInputs> = fc.record(
  {
    usage_ccf: usage,
    usage_gallons: fc.integer({ min: 0, max: 300_000 }).map(String),
    meter_size: fc.constantFrom(...SIZES, '1|1/2"', '9"'),
    city_limits: fc.constantFrom('inside', 'outside'),
    hhsize: fc.integer({ min: 1, max: 9 }).map(String),
    dwelling_units: fc.integer({ min: 0, max: 12 }).map(String),
    days_billed: fc.integer({ min: 0, max: 35 }).map(String),
    days_full: fc.constantFrom('30', '31', '28'),
    read_date: fc.constantFrom('2026-01-15', '2026-07-31', '2026-10-01', '2028-02-29'),
    winter_average: fc.integer({ min: 0, max: 20_000 }).map((gallons) => (gallons / 1000).toString()),
    tax_exempt: fc.constantFrom('yes', 'no'),
    fee_reconnect: fc.constantFrom('1', '2'),
    flat_rate: price,
  },
  { requiredKeys: ['meter_size', 'hhsize', 'dwelling_units', 'read_date', 'city_limits'] },
);

const byMeter = (value: fc.Arbitrary<string>) =>
  fc
    .array(value, { minLength: SIZES.length, maxLength: SIZES.length })
    .map(
      (values) => `{depends_on: meter_size, values: {${values.map((each, i) => `${SIZES[i]}: ${each}`).join(', ')}}}`,
    );

const byMeterAndCity = fc.array(dollars, { minLength: SIZES.length * 2, maxLength: SIZES.length * 2 }).map((values) => {
  const keys = SIZES.flatMap((size) => [`${size}|inside`, `${size}|outside`]);
  return `{depends_on: [meter_size, city_limits], values: {${values.map((each, i) => `${keys[i]}: ${each}`).join(', ')}}}`;
});

const service = fc.oneof(dollars, byMeter(dollars), byMeterAndCity, fc.constant('4.5 + hhsize*1.255 - 1/3'));

/** Tier starts, now and then falling, fractional or a formula, with as many prices, now and then one fewer. */
const tiers = fc.integer({ min: 1, max: 5 }).chain((count) => {
  const start = fc.oneof(fc.integer({ min: 0, max: 60 }).map(String), fc.constantFrom('6.5', '14.062', 'hhsize*2'));
  const list = (item: fc.Arbitrary<string>, length: number) =>
    fc.array(item, { minLength: length, maxLength: length }).map((items) => `[${items.join(', ')}]`);
  const fewer = fc.constantFrom(...Array<number>(19).fill(count), Math.max(1, count - 1));
  return fc.tuple(
    fc.oneof(list(start, count), byMeter(list(start, count))),
    fewer.chain((length) => fc.oneof(list(price, length), byMeter(list(price, length)))),
  );
});

const tiered = tiers.map(([starts, prices]) => [
  `tier_starts: ${starts}`,
  `tier_prices: ${prices}`,
  'commodity_charge: Tiered',
]);

const budgeted = fc
  .tuple(price, price, price)
  .map(([a, b, c]) => [
    'gpcd: 55',
    'indoor: gpcd*hhsize*30/748',
    'outdoor: 7.5',
    'budget: indoor+outdoor',
    'tier_starts: [0, indoor, 100%, 150%]',
    `tier_prices: [${a}, ${b}, ${c}, 9.87]`,
    'commodity_charge: Budget',
  ]);

const flat = price.map((rate) => [`flat_rate: ${rate}`, 'commodity_charge: flat_rate*usage_ccf']);

const percent = fc.integer({ min: 0, max: 2000 }).map((tenths) => (tenths / 10).toString());

const fields = fc
  .tuple(service, fc.oneof(tiered, tiered, flat, budgeted), percent)
  .map(([base, charge, factor]) => [
    'bill: service_charge+commodity_charge+surcharge',
    `service_charge: ${base}`,
    `surcharge: commodity_charge*${factor}/100`,
    ...charge,
  ]);

const how = fc.constantFrom('half_up', 'half_even', 'up', 'down');
const setting = (choices: fc.Arbitrary<string>) => fc.option(choices, { nil: null, freq: 2 });

const usageSettings = fc
  .tuple(
    setting(fc.constantFrom('share: 90%', 'share: 0.85')),
    setting(fc.constantFrom('maximum: 20', 'maximum: hhsize*5')),
    setting(how.map((way) => `rounding: {to: 1, how: ${way}}`)),
    setting(
      fc.constantFrom(
        'winter_average: {use: lesser, from: 05-01, to: 10-31, otherwise: 6}',
        'winter_average: {use: average}',
      ),
    ),
  )
  .map((parts) => parts.filter((part) => part !== null))
  .filter((parts) => parts.length > 0)
  .map((parts) => `usage: {${parts.join(', ')}}`);

const settings = fc
  .tuple(
    setting(
      fc
        .tuple(fc.constantFrom('bill', 'line', 'component'), how)
        .map(([at, way]) => `rounding: {at: ${at}, how: ${way}}`),
    ),
    setting(usageSettings),
    setting(
      fc.constantFrom(
        'allowances: [{component: commodity_charge, usage: 2.5}]',
        'allowances: [{component: commodity_charge, usage: 3, tiers: after}]',
      ),
    ),
    setting(fc.constant('dwelling_units: {times: [service_charge], tiers: [commodity_charge], allowances: true}')),
    setting(fc.constant('proration: {times: [service_charge], tiers: [commodity_charge], period_days: 30}')),
    setting(fc.constant('limits: [{component: commodity_charge, minimum: 4.35, maximum: 80, per_unit: true}]')),
    setting(fc.constant('bill_minimum: {amount: 21.37}')),
    setting(fc.constant('bill_maximum: {amount: 150}')),
    setting(fc.constant('taxes: [{component: tax, rate: 4%, on: [commodity_charge], exempt: tax_exempt}]')),
    setting(fc.constant('fees: [{fee: reconnect, amount: 35}]')),
    setting(fc.constant('lines: [{component: service_charge}, {component: commodity_charge}, {component: surcharge}]')),
  )
  .map((parts) => parts.filter((part) => part !== null));

/** Random tariffs with `count` sets of data each. */
export function randomTariff(count: number): fc.Arbitrary<RandomTariff> {
  return fc
    .record({ fields, settings, inputs: fc.array(inputs, { minLength: count, maxLength: count }) })
    .map((tariff) => ({ ...tariff, settings: tariff.settings.map((text) => fittingTiers(text, tariff.fields)) }));
}

/** Only a charge that has tiers may have them multiplied. */
function fittingTiers(setting: string, fieldLines: readonly string[]): string {
  const hasTiers = fieldLines.some((line) => /^commodity_charge: (Tiered|Budget)$/.test(line));
  return hasTiers ? setting : setting.replace('tiers: [commodity_charge], ', '');
}
