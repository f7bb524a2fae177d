import assert from 'node:assert/strict';
import { exceptionName } from '../../../../bridge/contract/bill-review.js';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import type { BillReview } from '../../../../bridge/contract/settings/bill-review.js';
import { obstacleOf, refusedByPricing } from '../../../../bridge/domain/bill-review/obstacle.js';
import { reviewBill } from '../../../../bridge/domain/bill-review/review-bill.js';
import type { BillHistory, ReviewedFacts } from '../../../../bridge/domain/bill-review/reviewed-facts.js';
import { fullPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import { TariffBook } from '../../../../bridge/domain/billing/tariff-book.js';
import { compileTariff } from '../../../../bridge/domain/tariff/index.js';
import { readTariffText } from '../../../../bridge/files/owrs/read-tariff.js';
import { startingBillReview } from '../../../../migrations/starting-bill-review.js';

const REVIEW = startingBillReview as unknown as BillReview;
const water = { service: 'water', tariffId: 'w', carts: null, unmeteredGallons: null } as const;
const sewer = { service: 'sewer', tariffId: 's', carts: null, unmeteredGallons: null } as const;
const garbage = (carts: number) => ({ service: 'garbage', tariffId: 'g', carts, unmeteredGallons: null }) as const;

const usual: BillHistory = {
  lastBilledOn: calendarDate('2026-10-08'),
  last: { cents: cents(30_000), days: 180, bills: 6 },
  season: null,
  reduced: new Set(),
};

const plain: ReviewedFacts = {
  rateClass: 'RESIDENTIAL',
  address: '1 Main Street',
  mailingFault: null,
  period: fullPeriod(calendarDate('2026-10-05'), calendarDate('2026-11-04')),
  billedOn: calendarDate('2026-11-08'),
  billedTo: calendarDate('2026-10-05'),
  isFinal: false,
  usageGallons: 4000,
  estimatedReads: 0,
  isMeterOut: false,
  totalCents: cents(5000),
  obstacle: null,
  services: [water],
  data: [],
  past: usual,
  earlier: [],
};

function found(changes: Partial<ReviewedFacts>, review: BillReview = REVIEW, tariffs = new TariffBook([])) {
  return reviewBill({ ...plain, ...changes }, tariffs, review).map((each) => `${exceptionName(each)} ${each.severity}`);
}

describe('what is found on a bill', () => {
  it('is nothing on a plain one', () => assert.deepEqual(found({}), []));

  it('is that it is zero or gives something back', () => {
    assert.deepEqual(found({ totalCents: cents(0) }), ['zero-bill look']);
    assert.deepEqual(found({ totalCents: cents(-1) }), ['credit-bill look']);
  });

  it('is a bill above twice or below half of the last ones for as many days, to the cent', () => {
    // $50.00 for 30 days is the usual.
    assert.deepEqual(found({ totalCents: cents(10_000) }), []);
    assert.deepEqual(found({ totalCents: cents(10_001) }), ['high-bill look']);
    assert.deepEqual(found({ totalCents: cents(2500) }), []);
    assert.deepEqual(found({ totalCents: cents(2499) }), ['low-bill look']);
    const [said] = reviewBill({ ...plain, totalCents: cents(10_001) }, new TariffBook([]), REVIEW);
    assert.equal(said?.sentence, 'High bill: $100.01 for 30 days; the last 6 bills make $50.00 for as many days.');
  });

  it('is no high bill where the same season was as high, nor where the difference is small', () => {
    const season = { cents: cents(6000), days: 30, bills: 1 };
    assert.deepEqual(found({ totalCents: cents(11_000), past: { ...usual, season } }), []);
    assert.deepEqual(found({ totalCents: cents(12_001), past: { ...usual, season } }), ['high-bill look']);
    const small = { ...usual, last: { cents: cents(6000), days: 180, bills: 6 } };
    assert.deepEqual(found({ totalCents: cents(3499), past: small }), []);
    assert.deepEqual(found({ totalCents: cents(3500), past: small }), ['high-bill look']);
  });

  it('is no high or low bill where the account has few bills, or this is its first or final one', () => {
    const few = { ...usual, last: { cents: cents(10_000), days: 60, bills: 2 } };
    assert.deepEqual(found({ totalCents: cents(50_000), past: few }), []);
    assert.deepEqual(found({ totalCents: cents(50_000), isFinal: true }), ['final-bill information']);
    assert.deepEqual(found({ totalCents: cents(50_000), billedTo: null }), ['first-bill information']);
  });

  it('is use without water, sewer without water, and carts above the limit of the class', () => {
    assert.deepEqual(found({ services: [garbage(1)] }), ['use-without-water look']);
    assert.deepEqual(found({ services: [garbage(1)], usageGallons: 0 }), []);
    assert.deepEqual(found({ services: [sewer], usageGallons: 0 }), ['sewer-without-water/sewer look']);
    assert.deepEqual(found({ services: [{ ...sewer, unmeteredGallons: 5000 }], usageGallons: 0 }), []);
    assert.deepEqual(found({ services: [water, garbage(5)], rateClass: 'BUSINESS' }), [
      'carts-above-limit/garbage look',
    ]);
    const [carts] = reviewBill(
      { ...plain, services: [garbage(5), water], rateClass: 'BUSINESS' },
      new TariffBook([]),
      REVIEW,
    );
    assert.equal(carts?.sentence, '5 carts; the limit of the business class is 4.');
    assert.deepEqual(found({ services: [water, garbage(4)], rateClass: 'BUSINESS' }), []);
    assert.deepEqual(found({ services: [water, garbage(9)] }), [], 'no limit of the class');
  });

  it('is data for a service that the account does not have, while they hold', () => {
    const datum = {
      service: 'sewer',
      name: 'dwelling_units',
      value: '2',
      effectiveFrom: calendarDate('2026-01-01'),
    } as const;
    assert.deepEqual(found({ data: [datum] }), ['tariff-without-service/sewer look']);
    const [said] = reviewBill({ ...plain, data: [datum] }, new TariffBook([]), REVIEW);
    assert.equal(said?.sentence, 'The account has dwelling units for sewer, and no sewer service.');
    assert.deepEqual(
      found({ data: [datum, { ...datum, value: null, effectiveFrom: calendarDate('2026-02-01') }] }),
      [],
    );
    assert.deepEqual(found({ data: [{ ...datum, effectiveFrom: calendarDate('2026-11-05') }] }), []);
  });

  it('is an estimate, a missing address, and the periods that it was held for', () => {
    assert.deepEqual(found({ estimatedReads: 1 }), ['estimated information']);
    assert.deepEqual(found({ address: '  ' }), ['missing-address look']);
    assert.deepEqual(found({ mailingFault: 'It lacks the city.' }), ['missing-address look']);
    const period = fullPeriod(calendarDate('2026-09-04'), calendarDate('2026-10-05'));
    const earlier = [{ period, billedOn: calendarDate('2026-10-08'), gallonsSinceBill: null }];
    assert.deepEqual(found({ earlier }), ['held-before information']);
  });

  it('is a meter that was taken out and has none in its place, unless the bill is final or the water is agreed', () => {
    assert.deepEqual(found({ isMeterOut: true }), ['missing-meter/water look']);
    assert.deepEqual(found({ isMeterOut: true, isFinal: true }), ['final-bill information']);
    assert.deepEqual(found({ isMeterOut: true, services: [{ ...water, unmeteredGallons: 5000 }] }), []);
  });

  it('weighs what the setting says, the worst first', () => {
    const severities = { ...REVIEW.severities, estimated: 'blocks', 'zero-bill': 'information' } as const;
    assert.deepEqual(found({ totalCents: cents(0), estimatedReads: 2 }, { ...REVIEW, severities }), [
      'estimated blocks',
      'zero-bill information',
    ]);
  });
});

describe('rates that changed under a bill', () => {
  const rates = (from: string, extra: string, tariffId = 'w', service = 'water') => {
    const reduced = extra.includes('REDUCED') ? '  REDUCED:\n    bill: service_charge\n    service_charge: 4\n' : '';
    const text = `---\nmetadata:\n  effective_date: ${from}\n  utility_name: Test\n  bill_frequency: Monthly\n  curbstop:\n    service: ${service}\n${extra}rate_structure:\n  RESIDENTIAL:\n    bill: service_charge\n    service_charge: 10\n${reduced}`;
    const compiled = compileTariff(readTariffText(text, 'test.owrs'));
    return { tariffVersionId: `${tariffId}@${from}`, tariffId, effectiveFrom: calendarDate(from), compiled };
  };
  const TAX = '    taxes: [{component: tax, description: Utility tax, rate: 4%, on: bill}]\n';
  const PROGRAMME = '    classes: {REDUCED: {programme: {then: RESIDENTIAL}}}\n';

  it('are told with their days, and with the tax that ended', () => {
    const book = new TariffBook([rates('2020-01-01', TAX), rates('2026-10-20', '')]);
    assert.deepEqual(found({}, REVIEW, book), ['tax-ended/water look', 'rates-changed/water information']);
    assert.deepEqual(found({}, REVIEW, new TariffBook([rates('2020-01-01', TAX), rates('2026-11-05', '')])), []);
  });

  it('are told of a change on the first day after the last bill, which had the rates before, and once only', () => {
    const told = (from: string, billedTo = '2026-10-05') => {
      const book = new TariffBook([rates('2020-01-01', TAX), rates(from, '')]);
      return reviewBill({ ...plain, billedTo: calendarDate(billedTo) }, book, REVIEW);
    };
    const [tax, changed] = told('2026-10-06');
    assert.equal(tax?.code, 'tax-ended');
    assert.equal(
      changed?.sentence,
      'The water rates changed on 2026-10-06: all is billed by the rates of 2026-10-06.',
      'no day has the rates before',
    );
    assert.deepEqual(told('2026-10-05'), [], 'the last bill was priced by them');
  });

  it('are not told of a first bill, nor of a tariff that begins with this one', () => {
    const book = new TariffBook([rates('2020-01-01', TAX), rates('2026-10-06', '')]);
    assert.deepEqual(found({ billedTo: null, past: null }, REVIEW, book), ['first-bill information']);
    assert.deepEqual(found({}, REVIEW, new TariffBook([rates('2026-10-06', '')])), []);
    const later = new TariffBook([rates('2026-10-06', TAX), rates('2026-10-20', '')]);
    assert.deepEqual(found({}, REVIEW, later), ['tax-ended/water look', 'rates-changed/water information']);
  });

  it('count from the last bill’s date for what is billed in advance', () => {
    const book = (from: string) =>
      new TariffBook([rates('2020-01-01', TAX, 'g', 'garbage'), rates(from, '', 'g', 'garbage')]);
    const facts = { services: [garbage(1)], usageGallons: 0 };
    assert.deepEqual(found(facts, REVIEW, book('2026-10-08')), []);
    const both = ['tax-ended/garbage look', 'rates-changed/garbage information'];
    assert.deepEqual(found(facts, REVIEW, book('2026-10-09')), both);
    assert.deepEqual(found(facts, REVIEW, book('2026-11-08')), both);
    assert.deepEqual(found(facts, REVIEW, book('2026-11-09')), []);
  });

  it('are a reduced rate that the last bill had and this one has not, however late its end was entered', () => {
    const book = new TariffBook([rates('2020-01-01', PROGRAMME)]);
    const told = (
      ends: string | null,
      reduced: readonly 'water'[],
      rateClass: 'REDUCED' | 'RESIDENTIAL' = 'REDUCED',
    ) => {
      const data = [
        { service: null, name: 'programme_ends', value: '2027-12-31', effectiveFrom: calendarDate('2026-01-01') },
        { service: null, name: 'programme_ends', value: ends, effectiveFrom: calendarDate('2026-10-20') },
      ];
      return found({ rateClass, data, past: { ...usual, reduced: new Set(reduced) } }, REVIEW, book);
    };
    const ended = ['reduced-rate-ended/water look'];
    assert.deepEqual(told('2026-11-03', ['water']), ended, 'ended within the period');
    assert.deepEqual(told('2026-09-01', ['water']), ended, 'ended before the last bill, and entered after it');
    assert.deepEqual(told('2026-11-04', ['water']), [], 'the last day is reduced');
    assert.deepEqual(told('2026-09-01', []), [], 'was told with the bill before');
    assert.deepEqual(told(null, ['water']), [], 'has no end');
    assert.deepEqual(told(null, ['water'], 'RESIDENTIAL'), ended, 'the class is another');
    const first = { rateClass: 'REDUCED', billedTo: null, past: null } as const;
    const ends = {
      service: null,
      name: 'programme_ends',
      value: '2026-10-20',
      effectiveFrom: calendarDate('2026-01-01'),
    };
    assert.deepEqual(found({ ...first, data: [ends] }, REVIEW, book), [...ended, 'first-bill information']);
  });
});

describe('what makes a bill impossible', () => {
  const read = { status: 'accepted', meterSize: '5/8"', isRemoved: false } as const;
  const serviceOfTariff = new Map([
    ['w', 'water'],
    ['s', 'sewer'],
  ] as const);
  const code = (changes: Partial<Parameters<typeof obstacleOf>[0]>) =>
    obstacleOf({ reads: [read], services: [water], serviceOfTariff, ...changes })?.code ?? null;

  it('is a read that is not ready, no service, a missing meter, a tariff of another service, or unlike meters', () => {
    assert.equal(code({}), null);
    assert.equal(code({ reads: [{ ...read, status: 'hold' }] }), 'no-read');
    assert.equal(code({ services: [] }), 'no-service');
    assert.equal(code({ reads: [] }), 'missing-meter');
    assert.equal(code({ reads: [], services: [sewer] }), null);
    assert.equal(code({ services: [{ ...water, tariffId: 's' }] }), 'tariff-of-another-service');
    const misfit = obstacleOf({ reads: [read], services: [{ ...water, tariffId: 's' }], serviceOfTariff });
    assert.equal(misfit?.sentence, 'The water service has the rates of a tariff for sewer.');
    assert.equal(code({ reads: [read, { ...read, meterSize: '1"' }] }), 'unlike-meters');
    assert.equal(code({ reads: [read, { ...read, meterSize: '1"', isRemoved: true }] }), null, 'after a change-out');
  });

  it('is a service without rates in force, apart from what else pricing refuses', () => {
    const error = (name: string) => new CurbstopError({ code: name, message: 'No.', fix: 'Mend it.' });
    assert.equal(refusedByPricing(error('no-tariff-in-force')).code, 'service-without-tariff');
    assert.equal(refusedByPricing(error('carts-missing')).code, 'not-priced');
  });
});
