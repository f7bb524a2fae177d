import assert from 'node:assert/strict';
import { calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../../bridge/contract/money.js';
import { median, outliers } from '../../../../../bridge/domain/adjusting/register/outliers.js';
import type { RegisterRecord } from '../../../../../bridge/domain/adjusting/register/register-record.js';
import { givenRecord } from '../../../../support/adjusting/given-record.js';

const found = (records: readonly RegisterRecord[], limit: number | null = null) => [
  ...outliers(records, () => (limit === null ? null : cents(limit))).values(),
];

describe('what is unusual about adjustments', () => {
  it('is an amount five times the usual of its kind, where there are five of them', () => {
    const usual = [1_000, 1_000, 1_000, 1_000].map((amount) => givenRecord(0 - amount));
    assert.deepEqual(found([...usual, givenRecord(-4_999)]), []);
    assert.deepEqual(found([...usual, givenRecord(-5_000)]), [
      '$50.00 is far above what is usual for leak: half of them are at most $10.00.',
    ]);
    assert.deepEqual(found([...usual.slice(1), givenRecord(-5_000)]), []);
    assert.deepEqual(found([...usual, givenRecord(-5_000, { kind: 'goodwill' })]), []);
  });

  it('is an account that has three, told on the last of them', () => {
    const of = (date: string) => givenRecord(-100, { accountId: '10-0042-01', date: calendarDate(date), kind: date });
    const [first, last, middle] = [of('2026-01-05'), of('2026-06-05'), of('2026-03-05')];
    assert.deepEqual(found([first, last]), []);
    const looks = outliers([first, last, middle], () => null);
    assert.deepEqual([...looks.keys()], [last.key]);
    assert.equal(looks.get(last.key), 'Account 10-0042-01 has 3 adjustments in these days.');
  });

  it('is an amount within a tenth below what a person may adjust alone, three times', () => {
    const amounts = (...each: number[]) => each.map((amount) => givenRecord(amount));
    assert.equal(found(amounts(-9_000, -10_000, 9_500), 10_000).length, 3);
    assert.match(
      found(amounts(-9_000, -10_000, 9_500), 10_000)[0] ?? '',
      /Just below the \$100\.00 that Dana may adjust alone, as 3 of theirs are/,
    );
    assert.deepEqual(found(amounts(-8_999, -10_000, 9_500), 10_000), []);
    assert.deepEqual(found(amounts(-9_000, -10_001, 9_500), 10_000), []);
    assert.deepEqual(found(amounts(-9_000, -10_000, 9_500)), []);
    const others = amounts(-9_000, -10_000).concat(
      givenRecord(-9_500, { requestedBy: { personId: 'marcus', name: 'Marcus' } }),
    );
    assert.deepEqual(found(others, 10_000), []);
  });

  it('is nothing of what was reversed or never posted', () => {
    const account = { accountId: '10-0042-01' };
    const records = [
      givenRecord(-100, account),
      givenRecord(-100, account),
      givenRecord(-100, { ...account, reversedBy: 9 }),
    ];
    assert.deepEqual(found([...records, { ...givenRecord(-100, account), amountCents: null }]), []);
  });

  it('goes by the lower of the two middle ones', () => {
    assert.deepEqual([median([3, 1, 2]), median([4, 1, 3, 2]), median([])], [2, 2, 0]);
  });
});
