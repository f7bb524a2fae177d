import assert from 'node:assert/strict';
import type { ComparisonReason } from '../../../../bridge/contract/comparison.js';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { coveredPeriod, fullPeriod, partOfPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import type { BillInput } from '../../../../bridge/domain/billing/bill-input.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import { catchUpBill, type HeldPeriod } from '../../../../bridge/domain/billing/catch-up-bill.js';
import { TariffBook } from '../../../../bridge/domain/billing/tariff-book.js';
import {
  compareLine,
  onlyOurs,
  onlyTheirs,
  type ComparedLine,
} from '../../../../bridge/domain/comparison/compare-line.js';
import type { OurLine } from '../../../../bridge/domain/comparison/our-line.js';
import type { LinesOnce, TheirLine, TheirUsage } from '../../../../bridge/domain/comparison/their-line.js';
import { Exact } from '../../../../bridge/domain/metering/exact.js';
import { givenBill, givenService, givenVersion, TWO_LINES, twoPart, type GivenRates } from '../billing/given-book.js';

/** A base by meter size and tiers of 2, 3 and 5 dollars a thousand gallons: the first 3, the next 7, and the rest. */
function tiered(base: number, more: readonly string[] = []): string[] {
  return [
    `service_charge: {depends_on: meter_size, values: {5/8": ${base}, 1": ${base + 15}}}`,
    'tier_starts: [0, 4, 11]',
    'tier_prices: [2, 3, 5]',
    'commodity_charge: Tiered',
    ...(more.length === 0 ? ['bill: service_charge+commodity_charge'] : more),
  ];
}

const WATER: GivenRates = {
  tariffId: 'water',
  from: '2026-01-01',
  settings: [TWO_LINES],
  classes: { RESIDENTIAL: tiered(20), BUSINESS: tiered(40) },
};
const OLD_WATER: GivenRates = { ...WATER, from: '2020-01-01', classes: { RESIDENTIAL: tiered(18) } };
const TAXED: GivenRates = {
  ...WATER,
  settings: [TWO_LINES, 'taxes: [{component: utility_tax, description: Utility tax, rate: 4%, on: bill}]'],
};
const CREDITED: GivenRates = {
  tariffId: 'water',
  from: '2026-01-01',
  settings: [
    'lines: [{component: service_charge, description: Base}, {component: help, description: Help}]',
    'classes: {REDUCED: {programme: {then: RESIDENTIAL}}}',
  ],
  classes: {
    RESIDENTIAL: ['service_charge: 25', 'help: 0', 'bill: service_charge+help'],
    REDUCED: ['service_charge: 20', 'help: -6.50', 'bill: service_charge+help'],
  },
};
const GARBAGE: GivenRates = {
  tariffId: 'garbage',
  from: '2026-01-01',
  classes: { RESIDENTIAL: ['bill: 20+12*(carts-1)'] },
};

interface Case {
  readonly rates?: readonly GivenRates[];
  readonly bill?: Partial<BillInput>;
  readonly carts?: number;
  readonly isEstimated?: boolean;
  readonly charge: number;
  /** Theirs; the same as ours unless told. */
  readonly gallons?: string;
  readonly resolution?: string;
  readonly ofEachLine?: string;
  readonly once?: LinesOnce;
  /** The periods that the account was held for before. */
  readonly held?: readonly HeldPeriod[];
  readonly isHeld?: boolean;
}

/** 12,340 gallons: 20.00 and 3 at 2, 7 at 3 and 2.34 at 5 dollars, which are 58.70. */
const USED = 12_340;

function compared(given: Case): ComparedLine {
  const versions = (given.rates ?? [OLD_WATER, WATER]).map(givenVersion);
  const book = new TariffBook(versions);
  const bill = givenBill({ usageGallons: USED, ...given.bill });
  const held = given.held ?? [];
  const [charge] = (held.length === 0 ? calculateBill(bill, book) : catchUpBill(bill, held, book)).charges;
  assert.ok(charge);
  const earlier = held.map(({ period }) => period);
  const period = coveredPeriod(earlier, bill.period);
  const line: OurLine = {
    ...{ accountId: '0010', customerName: 'Ann', rateClass: bill.rateClass, charge, period, earlier },
    ...{ pricedOn: bill.period.to, carts: given.carts ?? null, isEstimated: given.isEstimated ?? false },
    isHeld: given.isHeld ?? false,
  };
  return compareLine(line, theirLine(given, charge.service), {
    versionById: (id) => versions.find(({ tariffVersionId }) => tariffVersionId === id) ?? assert.fail(id),
    tariffs: book,
    meterSizes: ['5/8"', '1"'],
  });
}

function theirLine(
  { charge, gallons, resolution = '1', ofEachLine, once }: Case,
  service: TheirLine['service'],
): TheirLine {
  const usage: TheirUsage | null =
    gallons === undefined
      ? null
      : {
          gallons: new Exact(gallons),
          resolution: new Exact(resolution),
          ofEachLine: ofEachLine === undefined ? null : new Exact(ofEachLine),
        };
  return {
    accountId: '0010',
    service,
    lines: [2],
    usage,
    chargeCents: cents(charge),
    rateCode: '',
    once: once ?? null,
  };
}

function expect(given: Case, reason: ComparisonReason, ...words: readonly string[]): void {
  const line = compared(given);
  assert.equal(line.result, 'differs');
  assert.equal(line.reason, reason, line.explanation);
  for (const word of words) assert.ok(line.explanation.includes(word), `${word}: ${line.explanation}`);
}

describe('an account’s service in both systems', () => {
  it('is equal where the cents and the usage are', () => {
    const { result, reason, differenceCents } = compared({ charge: 5870, gallons: String(USED) });
    assert.deepEqual([result, reason, differenceCents], ['equal', null, 0]);
  });

  it('is equal in usage that shows fewer digits, cut or rounded', () => {
    for (const gallons of ['12000', '13000']) {
      assert.equal(compared({ charge: 5870, gallons, resolution: '1000' }).reason, null);
    }
  });

  it('is equal with a reason where only the usage is another', () => {
    const { result, reason, explanation } = compared({ charge: 5870, gallons: '9000' });
    assert.deepEqual([result, reason], ['equal', 'usage']);
    assert.match(explanation, /^The charge is equal though the usage is not\./);
  });

  it('differs by usage, which explains the charge whole: 10,000 gallons are 47.00', () => {
    expect(
      { charge: 4700, gallons: '10000' },
      'usage',
      '10,000 gal',
      '12,340',
      '2,340 gal less',
      'explains the whole difference',
    );
  });

  it('differs by usage that several lines of the file repeat only where they add up to another one', () => {
    const once = compared({ charge: 5870, gallons: String(2 * USED), ofEachLine: String(USED) });
    assert.equal(once.reason, null);
  });

  it('differs by the unit of usage: ten, a hundred, a thousand or 748.05 times as much, or so much less', () => {
    // 123,400 gallons are 20 + 6 + 21 + 113.4 * 5.
    expect({ charge: 61400, gallons: '123400' }, 'unit', '10 times as much', 'explains the whole difference');
    expect({ charge: 616700, gallons: '1234000' }, 'unit', '100 times as much');
    expect({ charge: 2002, gallons: '12' }, 'unit', '1/1,000 of it');
    expect({ charge: 2003, gallons: '16.5', resolution: '0.1' }, 'unit', '1/748 of it');
  });

  it('differs by usage that is estimated here', () => {
    expect({ charge: 4700, gallons: '10000', isEstimated: true }, 'estimated', 'which are estimated');
  });

  it('differs by usage that is billed in the whole thousands that are shown: 12,000 gallons are 57.00', () => {
    expect({ charge: 5700, gallons: '12000', resolution: '1000' }, 'usage-rounded', '$57.00', '12,340');
  });

  it('differs by other usage and by the class as well: 10,000 gallons are 67.00 for business', () => {
    expect({ charge: 6700, gallons: '10000' }, 'usage', 'we would charge $47.00', 'the business class');
  });

  it('differs by rounding up to three cents, and not by four', () => {
    expect({ charge: 5871 }, 'rounding', '1 cent apart');
    expect({ charge: 5867 }, 'rounding', '3 cents apart');
    assert.notEqual(compared({ charge: 5874 }).reason, 'rounding');
  });

  it('differs by the class: 78.70 is the price for business', () => {
    expect({ charge: 7870 }, 'class', '$78.70', 'business', 'residential');
  });

  it('differs by the meter size: 73.70 is the price of a 1" meter', () => {
    expect({ charge: 7370 }, 'meter-size', '1" meter', 'here it is 5/8"');
  });

  it('differs by the tax, missing or twice: 4% of 58.70 are 2.35', () => {
    expect({ rates: [TAXED], charge: 5870 }, 'tax', 'do not have “Utility tax”, $2.35');
    expect({ rates: [TAXED], charge: 6340 }, 'tax', '“Utility tax”, $2.35, twice');
  });

  it('differs by the base, missing or twice, and by the charge for use', () => {
    const rates = [WATER];
    expect({ rates, charge: 3870 }, 'base-charge', 'do not have “Base”, $20.00');
    const onlyClass = [{ ...WATER, classes: { RESIDENTIAL: tiered(20) } }];
    expect({ rates: onlyClass, charge: 7870 }, 'base-charge', '“Base”, $20.00, twice');
    expect({ rates, charge: 2000 }, 'use-charge', 'do not have “By use”, $38.70');
  });

  it('differs by a tier: the last 2,340 gallons by the tier before, or one thousand of them', () => {
    const rates = [WATER];
    expect({ rates, charge: 5402 }, 'tier', '2.3 kgal of tier 3 by tier 2', '$3 instead of $5');
    expect({ rates, charge: 5670 }, 'tier', '1 kgal of tier 3 by tier 2');
  });

  it('differs by the rates of another date: 56.70 is the price of the rates before', () => {
    const old = { ...OLD_WATER, classes: { RESIDENTIAL: tiered(13) } };
    expect({ rates: [old, WATER], charge: 5170 }, 'other-rates', '$51.70', '2020-01-01', '2026-01-01 hold');
  });

  it('differs by rates that do not hold yet', () => {
    const next = { ...WATER, from: '2026-09-01', classes: { RESIDENTIAL: tiered(23) } };
    expect({ rates: [WATER, next], charge: 6170 }, 'other-rates', 'the rates of 2026-09-01');
  });

  it('differs by a change of rates within the period that only we divide', () => {
    const settings = [TWO_LINES, 'crossing: days', 'proration: {times: [service_charge]}'];
    const old = { tariffId: 'water', from: '2020-01-01', settings, classes: { RESIDENTIAL: twoPart(20, 3) } };
    const rates = [old, { ...old, from: '2026-02-15', classes: { RESIDENTIAL: twoPart(30, 4) } }];
    // 30 and 12.34 thousand at 4 dollars, instead of four days of these rates.
    expect({ rates, charge: 7936 }, 'other-rates', 'the rates of 2026-02-15', 'divided by days');
  });

  it('differs by the days: a base of half a period, or the whole of one that is prorated here', () => {
    const month = fullPeriod(calendarDate('2026-01-19'), calendarDate('2026-02-18'));
    const half = { period: partOfPeriod(month, calendarDate('2026-02-03'), null) };
    expect({ bill: half, charge: 4870 }, 'proration', 'the base for 15 of 30 days');
    expect({ bill: half, charge: 2935 }, 'proration', 'They charge 15 of 30 days');
    const settings = [TWO_LINES, 'proration: {times: [service_charge]}'];
    const rates = [{ ...WATER, settings, classes: { RESIDENTIAL: tiered(20) } }];
    expect({ rates, bill: half, charge: 5870 }, 'proration', 'our price for 30 days; here there are 15');
  });

  it('differs by the reduced rate, which only one of the two gives', () => {
    expect({ rates: [CREDITED], bill: { rateClass: 'REDUCED' }, charge: 2500 }, 'reduced-rate', 'residential');
    expect({ rates: [CREDITED], charge: 1350 }, 'reduced-rate', 'reduced class');
  });

  it('differs by a credit that they do not give, or by one that is charged here', () => {
    expect({ rates: [CREDITED], bill: { rateClass: 'REDUCED' }, charge: 2000 }, 'credit', 'do not have “Help”, -$6.50');
    expect({ charge: -5870 }, 'credit', 'They credit $58.70');
  });

  it('differs by the number of carts: 32.00 is the price of two', () => {
    const services = [givenService('garbage')];
    expect({ rates: [GARBAGE], bill: { services }, carts: 1, charge: 3200 }, 'carts', '2 carts', 'has 1 here');
  });

  it('differs by a line that stands in the file twice: once, it is what is charged here, or what explains the rest', () => {
    const once = { usage: null, chargeCents: cents(5870), same: [[2, 62]] };
    expect({ charge: 11_740, once }, 'line-twice', 'lines 2 and 62', 'Counted once, they charge $58.70, as here.');
    // 78.70 is the price for business.
    const other = { ...once, chargeCents: cents(7870), same: [[2, 62, 93]] };
    expect(
      { charge: 23_610, once: other },
      'line-twice',
      'lines 2, 62 and 93',
      'they charge $78.70.',
      'business class',
    );
    expect({ charge: 3870, rates: [WATER], once: { ...once, chargeCents: cents(1935) } }, 'base-charge');
  });

  it('differs by a charge that is just two times ours', () => {
    expect({ rates: [WATER], charge: 11_740 }, 'line-twice', '$117.40 is just two times $58.70');
  });

  it('says of an account that is held out of the run that it is', () => {
    expect({ charge: 9999, isHeld: true }, 'not-explained', 'held out of this run.');
    assert.equal(compared({ charge: 5870, isHeld: true }).explanation, '');
  });

  it('differs without a reason where no price of ours comes to their cents', () => {
    expect({ charge: 9999 }, 'not-explained', '$99.99', '$58.70');
    expect({ charge: 9999, gallons: '10000' }, 'not-explained', 'we would charge $47.00', '$52.99 are not explained');
  });

  it('names the next likely reason, too, where two come to their cents', () => {
    const line = compared({ rates: [WATER], charge: 7870 });
    assert.match(line.explanation, /business class.* Or: They have “Base”, \$20\.00, twice\./);
  });

  it('is only theirs or only ours, with its whole charge as the difference', () => {
    const { ours, theirs } = compared({ charge: 5870 });
    assert.ok(ours && theirs);
    const alone = onlyOurs(ours, true);
    assert.deepEqual([alone.result, alone.differenceCents, alone.reason], ['only-ours', -5870, 'not-in-file']);
    const other = onlyTheirs(theirs, { reason: 'no-service', sentence: 'None.' });
    assert.deepEqual([other.result, other.differenceCents, other.reason], ['only-theirs', 5870, 'no-service']);
  });
});

describe('a bill of an account that was held before, in both systems', () => {
  const december = fullPeriod(calendarDate('2025-12-19'), calendarDate('2026-01-19'));
  const services = [givenService('water')];
  const held = [{ period: december, billedOn: calendarDate('2026-01-24'), gallonsSinceBill: 4000, services }];
  // Of 12,340 gallons 4,000 in the period before are 20.00, 3 at 2 and 1 at 3 dollars; the others are 20.00, 6.00 and 5.34 at 3.
  const both = { rates: [WATER], held };
  const [before, own] = [2900, 4202];

  it('is equal where they charge both periods, too', () => {
    assert.equal(compared({ ...both, charge: before + own, gallons: String(USED) }).reason, null);
  });

  it('differs by one of the periods, the last one or the one before, whatever the usage', () => {
    const dates = ['2025-12-20 to 2026-01-19', '2026-01-20 to 2026-02-18'] as const;
    expect({ ...both, charge: own, gallons: '8340' }, 'held-before', `for ${dates[1]} alone`, `covers ${dates[0]} too`);
    expect({ ...both, charge: before, gallons: '4000' }, 'held-before', `for ${dates[0]} alone`);
    expect({ ...both, charge: own }, 'held-before', `$42.02 is our price for ${dates[1]} alone`);
  });

  it('differs by all the use as of one period: 58.70', () => {
    expect({ ...both, charge: 5870, gallons: String(USED) }, 'held-before', 'as of one period', '2 periods');
  });

  it('differs by what the last period alone has a reason for: its use in their system, or their class', () => {
    // 10,000 gallons are 20.00, 3 at 2 and 7 at 3 dollars.
    expect(
      { ...both, charge: 4700, gallons: '10000' },
      'held-before',
      'They seem to bill 2026-01-20',
      '1,660 gal more',
    );
    expect({ ...both, charge: own + 2000, gallons: '8340' }, 'held-before', 'They seem to bill', 'business');
  });

  it('is never said to be divided by rates, of which there is one version', () => {
    const { explanation } = compared({ ...both, charge: 9999 });
    assert.doesNotMatch(explanation, /divided by days|our price for \d+ days/);
    expect({ ...both, charge: before + own + 4000 }, 'class', 'business class');
  });
});
