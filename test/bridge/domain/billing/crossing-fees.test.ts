import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { AccountDatum } from '../../../../bridge/domain/billing/account-data.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import type { TariffBook } from '../../../../bridge/domain/billing/tariff-book.js';
import { givenBill, givenBook, givenService } from './given-book.js';
import { charged, PRORATED } from './given-crossing.js';

describe('a fee in a period that crosses into new rates', () => {
  it('charges a fee once and whole, where shares are taken of all the rest', () => {
    const version = (from: string) => ({
      tariffId: 'water',
      from,
      settings: ['crossing: days', 'fees: [{fee: visit, description: Visit, amount: 50}]'],
      classes: { RESIDENTIAL: ['bill: 30'] },
    });
    const fee = { service: null, name: 'fee_visit', value: '1', effectiveFrom: calendarDate('2026-01-25') };
    const book = givenBook(version('2000-01-01'), version('2026-02-15'));
    const { charges } = calculateBill(givenBill({ services: [givenService('water')], data: [fee] }), book);
    assert.equal(charges[0]?.amountCents, 8000);
    const fees = charges[0].segments.flatMap(({ lines }) => lines.filter(({ component }) => component === 'visit_fee'));
    assert.deepEqual(
      fees.map(({ amountCents }) => amountCents),
      [5000],
    );
  });

  describe('with a fee that only the class after a programme has', () => {
    const VISIT = 'fees: [{fee: visit, description: Visit, amount: 50}]';
    const version = (from: string, reduced = '') => ({
      tariffId: 'water',
      from,
      settings: [
        'crossing: days',
        `classes: {REDUCED: {programme: {then: RESIDENTIAL}${reduced}}, RESIDENTIAL: {${VISIT}}}`,
      ],
      classes: { REDUCED: ['bill: 10'], RESIDENTIAL: ['bill: 30'] },
    });
    const datum = (name: string, value: string, from: string) => {
      return { service: null, name, value, effectiveFrom: calendarDate(from) };
    };
    const visit = datum('fee_visit', '1', '2026-01-25');
    const ended = datum('programme_ends', '2026-02-10', '2000-01-01');
    const book = givenBook(version('2000-01-01'), version('2026-02-15'));
    const reduced = (data: AccountDatum[], rates = book) => charged(rates, { rateClass: 'REDUCED', data });

    it('charges it once the programme has ended, and refuses it before, rather than to leave it out', () => {
      assert.equal(reduced([ended, visit]).amountCents, 3000 + 5000);
      assert.throws(() => reduced([visit]), { code: 'unknown-fee' });
      const whole = givenBook(version('2000-01-01'));
      assert.equal(reduced([visit, ended], whole).amountCents, 3000 + 5000);
      assert.throws(() => reduced([visit], whole), { code: 'unknown-fee' });
    });

    it('charges it by the next version whose reduced class has it', () => {
      const later = givenBook(version('2000-01-01'), version('2026-02-15', `, ${VISIT}`));
      assert.equal(reduced([visit], later).amountCents, 1000 + 5000);
      const [before, after] = reduced([visit], later).segments;
      assert.deepEqual([before?.inputs['fee_visit'], after?.inputs['fee_visit']], [undefined, '1']);
    });
  });

  describe('with a fee', () => {
    const VISIT = 'fees: [{fee: visit, description: Visit, amount: 50}]';
    const MOVED = 'fees: [{fee: visit, description: Visit, amount: 80}]';
    const version = (from: string, ...settings: string[]) => ({
      tariffId: 'water',
      from,
      settings: ['crossing: days', ...settings],
      classes: { RESIDENTIAL: ['bill: 30'] },
    });
    const visit = (on: string, service: AccountDatum['service'] = null) => {
      return { service, name: 'fee_visit', value: '1', effectiveFrom: calendarDate(on) };
    };
    /** The amounts of the fee's lines, segment by segment. */
    const feeLines = (book: TariffBook, ...data: AccountDatum[]) =>
      charged(book, { data }).segments.map(({ lines }) =>
        lines.filter(({ component }) => component === 'visit_fee').map(({ amountCents }) => amountCents),
      );

    it('charges it by the version in force on its own date, on the first and the last day of each', () => {
      const book = givenBook(version('2000-01-01', VISIT), version('2026-02-15', MOVED));
      assert.deepEqual(feeLines(book, visit('2026-01-20')), [[5000], []]);
      assert.deepEqual(feeLines(book, visit('2026-02-14')), [[5000], []]);
      assert.deepEqual(feeLines(book, visit('2026-02-15')), [[], [8000]]);
      assert.deepEqual(feeLines(book, visit('2026-02-18')), [[], [8000]]);
      assert.deepEqual(feeLines(book, visit('2026-01-25'), visit('2026-02-16')), [[5000], [8000]]);
    });

    it('does not lose it where the last version has it no longer', () => {
      const book = givenBook(version('2000-01-01', VISIT), version('2026-02-15'));
      assert.deepEqual(feeLines(book, visit('2026-01-25')), [[5000], []]);
      assert.equal(charged(book, { data: [visit('2026-01-25')] }).amountCents, 8000);
    });

    it('charges it by the next version that has it, else by the last before, where that of its date has it not', () => {
      const later = givenBook(version('2000-01-01'), version('2026-02-01', VISIT), version('2026-02-15', MOVED));
      assert.deepEqual(feeLines(later, visit('2026-01-25')), [[], [5000], []]);
      const before = givenBook(version('2000-01-01', MOVED), version('2026-02-01', VISIT), version('2026-02-15'));
      assert.deepEqual(feeLines(before, visit('2026-02-16')), [[], [5000], []]);
    });

    it('is refused where no version of the period has it, or the account lacks the service that it is of', () => {
      const none = givenBook(version('2000-01-01'), version('2026-02-15'), version('2026-02-19', VISIT));
      const refusal = { code: 'unknown-fee', message: /^fee_visit of 2026-01-25 /, fix: /to 0 from 2026-01-25/ };
      assert.throws(() => charged(none, { data: [visit('2026-01-25')] }), refusal);
      assert.equal(charged(none, { data: [visit('2026-01-19'), visit('2026-02-19')] }).amountCents, 3000);
      const takenBack = { ...visit('2026-01-25'), value: '0' };
      assert.equal(charged(none, { data: [visit('2026-01-25'), takenBack] }).amountCents, 3000);
      const known = givenBook(version('2000-01-01', VISIT), version('2026-02-15'));
      assert.throws(() => charged(known, { data: [visit('2026-01-25', 'sewer')] }), {
        code: 'unknown-fee',
        message: /sewer/,
      });
    });
  });

  it('takes the days’ share of an ordinary line whatever its kind: a state fee is due once, not once per version', () => {
    const lines =
      'lines: [{component: service_charge, description: Base}, {component: state_fee, description: State, kind: fee}]';
    const fields = ['service_charge: 20', 'state_fee: 3', 'bill: service_charge+state_fee'];
    for (const settings of [
      ['crossing: days', lines],
      ['crossing: days', lines, PRORATED],
    ]) {
      const version = (from: string) => ({ tariffId: 'water', from, settings, classes: { RESIDENTIAL: fields } });
      const charge = charged(givenBook(version('2000-01-01'), version('2026-02-15')));
      assert.deepEqual([charge.amountCents, charge.segments.length], [2300, 2]);
    }
  });

  it('refuses a fee that only a formula names, which would be cut to its days, and never bills a part of it', () => {
    const version = (from: string) => ({
      tariffId: 'water',
      from,
      settings: ['crossing: days', 'inputs: {fee_visit: {default: 0}}'],
      classes: { RESIDENTIAL: ['service_charge: 20', 'bill: service_charge+5*fee_visit'] },
    });
    const book = givenBook(version('2000-01-01'), version('2026-02-15'));
    const fee = { service: null, name: 'fee_visit', value: '1', effectiveFrom: calendarDate('2026-01-25') };
    assert.throws(() => charged(book, { data: [fee] }), { code: 'unknown-fee' });
    assert.equal(charged(book).amountCents, 2000);
  });
});
