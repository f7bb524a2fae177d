import assert from 'node:assert/strict';
import { calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../../bridge/contract/money.js';
import type { SummaryGroup } from '../../../../../bridge/contract/sheets/adjustment-summary.js';
import type { StandingRecord } from '../../../../../bridge/domain/adjusting/register/register-record.js';
import { shareOfBilled, summarise } from '../../../../../bridge/domain/adjusting/register/summarise.js';
import { givenCharge, givenRecord } from '../../../../support/adjusting/given-record.js';

const by = (group: SummaryGroup, records: readonly StandingRecord[]) =>
  summarise(records, group).map(
    (row) => `${row.group}: ${row.count} on ${row.accounts}, ${row.creditsCents} ${row.chargesCents} ${row.netCents}`,
  );

describe('adjustments added up', () => {
  const tax = { name: 'Tax on water', isTax: true };
  const sewer = { name: 'Sewer', service: 'sewer' as const, isOfCity: true };
  const leak = givenRecord(-1_500, {
    charges: [givenCharge(-1_000), givenCharge(-100, tax), givenCharge(-400, sewer)],
  });
  const goodwill = givenRecord(-200, {
    kind: 'goodwill',
    cause: '',
    accountId: leak.accountId,
    date: calendarDate('2026-09-01'),
  });
  const charge = givenRecord(300, {
    kind: 'goodwill',
    charges: [givenCharge(300, { name: 'Deposit or credit', service: null })],
  });
  const all = [goodwill, leak, charge];

  it('by kind, reason code, person and month count each whole, the largest net first and months in their order', () => {
    assert.deepEqual(by('kind', all), ['leak: 1 on 1, -1500 0 -1500', 'goodwill: 2 on 2, -200 300 100']);
    assert.deepEqual(by('cause', all), [
      'ruptured hose: 2 on 2, -1500 300 -1200',
      'no reason code: 1 on 1, -200 0 -200',
    ]);
    assert.deepEqual(by('person', all), ['Dana: 3 on 2, -1700 300 -1400']);
    assert.deepEqual(by('month', all), ['2026-08: 2 on 2, -1500 300 -1200', '2026-09: 1 on 1, -200 0 -200']);
  });

  it('by service and by owner have the part of each that is of it, so that the parts make the whole', () => {
    assert.deepEqual(by('service', all), [
      'water: 2 on 1, -1300 0 -1300',
      'sewer: 1 on 1, -400 0 -400',
      'no service: 1 on 1, 0 300 300',
    ]);
    assert.deepEqual(by('owner', all), ['Utility: 3 on 2, -1300 300 -1000', 'City: 1 on 1, -400 0 -400']);
    const [row] = summarise([leak], 'kind');
    assert.deepEqual([row?.taxCents, row?.cityCents, row?.largestCents], [-100, -400, -1_500]);
  });

  it('tell a person who credited three times what half of the others did', () => {
    const of = (name: string, amount: number) => givenRecord(amount, { requestedBy: { personId: name, name } });
    const looks = (...records: StandingRecord[]) => summarise(records, 'person').flatMap(({ look }) => look || []);
    assert.deepEqual(looks(of('Dana', -3_000), of('Ann', -1_000), of('Lee', -900)), [
      'Dana credited $30.00; half of the others credited at most $9.00.',
    ]);
    assert.deepEqual(looks(of('Dana', -2_699), of('Ann', -1_000), of('Lee', -900)), []);
    assert.deepEqual(looks(of('Dana', -3_000)), []);
  });

  it('are a percentage of what was billed, halves up', () => {
    assert.equal(shareOfBilled(cents(-1_234), cents(100_000)), '-1.23');
    assert.equal(shareOfBilled(cents(5), cents(4_000)), '0.13');
    assert.equal(shareOfBilled(cents(5), cents(0)), null);
    assert.equal(shareOfBilled(cents(-1), cents(100_000)), '0.00', 'nothing has no sign');
  });
});
