import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { ReadAction } from '../../../../bridge/contract/metering.js';
import {
  decideRead,
  fieldState,
  wholeReading,
  type ReadState,
  type Refusal,
} from '../../../../bridge/domain/metering/decide-read.js';
import { CodeTable } from '../../../../bridge/domain/metering/code-table.js';
import type { ReadFacts } from '../../../../bridge/domain/metering/read-facts.js';
import { NOTHING_RETURNED, READING_REVIEW_DEFAULTS } from '../../../../bridge/domain/metering/review-input.js';

interface Changes {
  readonly returned?: Partial<ReadFacts['returned']>;
  readonly expected?: Partial<ReadFacts['expected']>;
  readonly rest?: Partial<Pick<ReadFacts, 'history' | 'classAverage' | 'today' | 'cameBack' | 'reread'>>;
}

/** 6,000 gallons a month are usual; the register counts tens of gallons and stood at 1,000. */
function facts({ returned, expected, rest }: Changes = {}): ReadFacts {
  return {
    expected: {
      accountId: '10-0042-01',
      accountActive: true,
      meterId: 'M1',
      register: { dials: 6, decimals: 0, fixedZeros: 0, multiplier: '10', unit: 'GAL' },
      previousReading: '1000',
      previousDate: calendarDate('2026-10-06'),
      ...expected,
    },
    returned: {
      ...NOTHING_RETURNED,
      reading: '001600',
      date: calendarDate('2026-11-05'),
      accountId: '10-0042-01',
      meterId: 'M1',
      changedOut: false,
      newMeterId: null,
      unit: 'GAL',
      previousReading: null,
      ...returned,
    },
    cameBack: true,
    today: calendarDate('2026-11-23'),
    periodTo: calendarDate('2026-11-05'),
    history: [
      { from: calendarDate('2026-09-06'), to: calendarDate('2026-10-06'), gallons: '6000', estimated: false },
      { from: calendarDate('2026-08-07'), to: calendarDate('2026-09-06'), gallons: '6000', estimated: false },
    ],
    classAverage: null,
    review: READING_REVIEW_DEFAULTS,
    codes: new CodeTable([]),
    reread: null,
    ...rest,
  };
}

function decide(given: ReadFacts, action: ReadAction | null, reason = '', newReading: number | null = null) {
  return decideRead(given, { action, newReading, reason });
}

function state(answer: ReadState | Refusal): ReadState {
  assert.ok(!('refused' in answer), 'refused' in answer ? answer.message : '');
  return answer;
}

function refusal(answer: ReadState | Refusal): string {
  assert.ok('refused' in answer, 'it was not refused');
  assert.match(answer.fix, /\.$/);
  return `${answer.column} ${answer.code}`;
}

const leak = facts({ returned: { reading: '009000' } });
const unread = facts({ returned: { reading: null, date: null }, rest: { cameBack: false } });

describe('a read as it came from the field', () => {
  it('is ready when nothing is odd: whole gallons by the register', () => {
    const { status, value, readOn, usageGallons } = fieldState(facts());
    assert.deepEqual([status, value, readOn, usageGallons], ['accepted', 1600, '2026-11-05', 6000]);
  });

  it('waits for a person when something is odd', () => {
    const { status, usageGallons, exceptions } = fieldState(leak);
    assert.deepEqual([status, usageGallons, exceptions[0]?.code], ['exception', 80_000, 'very-high']);
  });

  it('is missing when nothing came, and an exception when word came that it was not read', () => {
    assert.equal(fieldState(unread).status, 'missing');
    for (const skipCode of ['004', null]) {
      const { status, exceptions, value } = fieldState(facts({ returned: { reading: null, date: null, skipCode } }));
      assert.deepEqual([status, exceptions[0]?.code, value], ['exception', 'missing', null]);
    }
  });

  it('is never coerced: text that is no number has no value and no use', () => {
    for (const reading of ['051H05', '12.5x', '', ' 1600', '-1600', '1e3']) {
      const { status, value, usageGallons } = fieldState(facts({ returned: { reading } }));
      assert.deepEqual([status, value, usageGallons], ['exception', null, null], reading);
      assert.equal(wholeReading(reading), null, reading);
    }
    assert.equal(wholeReading('001600'), 1600);
  });

  it('is an exception when it is dated after today or has no date', () => {
    const future = facts({
      returned: { date: calendarDate('2026-11-24') },
      rest: { today: calendarDate('2026-11-23') },
    });
    assert.equal(fieldState(future).status, 'exception');
    assert.equal(fieldState(facts({ returned: { date: null } })).status, 'exception');
  });
});

describe('deciding on a read', () => {
  it('accepts what is warned about without a reason, and what stops billing only with one', () => {
    const tampered = facts({ returned: { tamper: 'Y' } });
    assert.equal(state(decide(tampered, 'accept')).status, 'accepted');
    assert.equal(refusal(decide(leak, 'accept')), 'reason reason-missing');
    const accepted = state(decide(leak, 'accept', 'Pool was filled'));
    assert.deepEqual([accepted.status, accepted.usageGallons], ['accepted', 80_000]);
    assert.equal(accepted.exceptions[0]?.code, 'very-high');
  });

  it('accepts nothing where there is nothing', () => {
    assert.equal(refusal(decide(unread, 'accept', 'Fine')), 'action nothing-to-accept');
    const bad = facts({ returned: { reading: '051H05' } });
    assert.equal(refusal(decide(bad, 'accept', 'Fine')), 'action nothing-to-accept');
    const back = facts({ returned: { reading: '000900' } });
    assert.equal(refusal(decide(back, 'accept', 'Fine')), 'action nothing-to-accept');
  });

  it('accepts no date that can not be billed', () => {
    for (const date of ['2026-11-24', '2026-10-06', '2026-10-01'].map(calendarDate)) {
      assert.equal(
        refusal(decide(facts({ returned: { date } }), 'accept', 'Fine')),
        'action date-not-acceptable',
        date,
      );
    }
  });

  it('needs a reason for everything but accept', () => {
    for (const action of ['reread', 'estimate', 'hold'] as const) {
      assert.equal(refusal(decide(leak, action)), 'reason reason-missing');
    }
    assert.equal(refusal(decide(leak, 'change', '', 1600)), 'reason reason-missing');
  });

  it('changes to the typed reading, and works out its use', () => {
    const changed = state(decide(leak, 'change', 'Misread', 1650));
    assert.deepEqual(
      [changed.status, changed.value, changed.usageGallons, changed.readOn],
      ['changed', 1650, 6500, '2026-11-05'],
    );
  });

  it('dates a changed reading at the end of the period where the field gave no usable date', () => {
    assert.equal(state(decide(unread, 'change', 'Phoned in', 1650)).readOn, '2026-11-05');
    const future = facts({ returned: { date: calendarDate('2026-12-24') } });
    assert.equal(state(decide(future, 'change', 'Wrong clock', 1650)).readOn, '2026-11-05');
  });

  it('refuses a change without a reading, and a reading without a change', () => {
    assert.equal(refusal(decide(leak, 'change', 'Misread')), 'newReading reading-missing');
    assert.equal(refusal(decide(leak, 'accept', 'Fine', 1650)), 'newReading stray-reading');
    assert.equal(refusal(decide(leak, null, '', 1650)), 'newReading stray-reading');
  });

  it('refuses a change to what the register can not show', () => {
    assert.equal(refusal(decide(leak, 'change', 'Typo', -1)), 'newReading reading-negative');
    assert.equal(refusal(decide(leak, 'change', 'Typo', 1_000_000)), 'newReading reading-not-possible');
    assert.equal(refusal(decide(leak, 'change', 'Typo', 999)), 'newReading reading-not-possible');
  });

  it('estimates by history, and says from what', () => {
    const estimated = state(decide(unread, 'estimate', 'Dog in the yard'));
    assert.deepEqual([estimated.status, estimated.value, estimated.usageGallons], ['estimated', 1600, 6000]);
    assert.match(estimated.words, /last 2 periods.*6,000 gallons/);
  });

  it('estimates by the class where there is no history, and not at all without either', () => {
    const classAverage = { gallons: '9000', days: 60 };
    const stranger = { returned: { reading: null, date: null }, rest: { history: [], classAverage } };
    assert.equal(state(decide(facts(stranger), 'estimate', 'New')).usageGallons, 4500);
    const nothing = facts({ ...stranger, rest: { history: [], classAverage: null } });
    assert.equal(refusal(decide(nothing, 'estimate', 'New')), 'action no-basis');
  });

  it('keeps a read that is sent for a reread or held from being billed, with what came from the field', () => {
    for (const action of ['reread', 'hold'] as const) {
      const { status, value } = state(decide(facts(), action, 'Looks odd'));
      assert.deepEqual([status, value], [action, 1600]);
    }
  });

  it('goes back to what came from the field when the action is cleared', () => {
    assert.deepEqual(decide(leak, null), fieldState(leak));
    assert.equal(state(decide(facts(), null)).status, 'accepted');
  });

  it('says beyond the limit how many estimates in a row it would be', () => {
    const past = (month: string, estimated: boolean) => {
      return {
        from: calendarDate(`2026-${month}-01`),
        to: calendarDate(`2026-${month}-28`),
        gallons: '2700',
        estimated,
      };
    };
    const history = [past('09', true), past('08', true), past('07', true), past('06', false)];
    const often = facts({ returned: { reading: null, date: null }, rest: { history } });
    assert.equal(refusal(decide(often, 'estimate')), 'reason reason-missing');
    assert.match(state(decide(often, 'estimate', 'Dog')).words, /It is estimate 4 in a row; the limit is 3\.$/);
    const twice = facts({ returned: { reading: null, date: null }, rest: { history: history.slice(1) } });
    assert.doesNotMatch(state(decide(twice, 'estimate', 'Dog')).words, /in a row/);
  });

  it('accepts a confirmed read without a reason, and says by what it was confirmed', () => {
    const reread = { firstReading: '009000', firstDate: calendarDate('2026-11-05'), times: 1 };
    const confirmed = facts({ returned: { reading: '009000' }, rest: { reread } });
    assert.equal(fieldState(confirmed).status, 'exception');
    assert.match(state(decide(confirmed, 'accept')).words, /^Accepted, confirmed by reread: 80,000 gallons/);
  });
});

describe('estimates and the real reads after them', () => {
  const lastReal = {
    from: calendarDate('2026-07-08'),
    to: calendarDate('2026-08-07'),
    gallons: '6000',
    estimated: false,
  };

  /** Bills one period after the other: what each decided read leaves is the previous reading of the next. */
  function bill(reads: readonly (string | null)[]): { usage: number[]; statuses: string[] } {
    let history = [lastReal];
    let previous = 1000;
    const usage: number[] = [];
    const statuses: string[] = [];
    const days = ['2026-08-07', '2026-09-06', '2026-10-06', '2026-11-05'].map(calendarDate);
    reads.forEach((reading, index) => {
      const [from = days[0], to = days[0]] = days.slice(index, index + 2);
      assert.ok(from && to);
      const given: ReadFacts = {
        ...facts({
          expected: { previousReading: String(previous), previousDate: from },
          returned: { reading, date: reading === null ? null : to },
          rest: { history },
        }),
        periodTo: to,
      };
      const decided = state(decide(given, reading === null ? 'estimate' : 'accept', 'Looked at it'));
      assert.ok(decided.value !== null && decided.usageGallons !== null);
      usage.push(decided.usageGallons);
      statuses.push(decided.status);
      history = [
        { from, to, gallons: String(decided.usageGallons), estimated: decided.status === 'estimated' },
        ...history,
      ];
      previous = decided.value;
    });
    return { usage, statuses };
  }
  const sum = (usage: readonly number[]) => usage.reduce((total, gallons) => total + gallons, 0);

  it('add up to the truth by the next real read', () => {
    const { usage, statuses } = bill([null, '2150']);
    assert.deepEqual(statuses, ['estimated', 'accepted']);
    assert.equal(sum(usage), (2150 - 1000) * 10);
  });

  it('bill no use where the real read is below the estimate, and add up to the truth by the read after that', () => {
    const { usage, statuses } = bill([null, '1500', '2150']);
    assert.deepEqual(
      [usage, statuses],
      [
        [6000, 0, 5500],
        ['estimated', 'estimated', 'accepted'],
      ],
    );
    assert.equal(sum(usage), (2150 - 1000) * 10);
  });

  it('need a reason for that, and refuse to change the reading to one below the estimate', () => {
    const history = [{ ...lastReal, estimated: true }];
    const expected = { previousDate: lastReal.to };
    const below = facts({ returned: { reading: '000900' }, expected, rest: { history } });
    assert.equal(refusal(decide(below, 'accept')), 'reason reason-missing');
    const { words, value, usageGallons } = state(decide(below, 'accept', 'Read twice'));
    assert.deepEqual([value, usageGallons], [1000, 0]);
    assert.match(words, /Bills no use: the estimate was too high, and the next read counts from 1,000/);
    const moved = facts({
      returned: { reading: '000900' },
      expected: { ...expected, accountActive: false },
      rest: { history },
    });
    assert.equal(
      state(decide(moved, 'accept', 'Read twice')).words,
      'Bills no use: the estimate was too high; credit the difference by an adjustment.',
    );
    assert.equal(refusal(decide(below, 'change', 'Phoned in', 900)), 'newReading reading-not-possible');
    assert.equal(state(decide(below, 'change', 'Phoned in', 1000)).usageGallons, 0);
  });

  it('refuse a reading below the estimate with what makes it good: the next read, or an adjustment where none comes', () => {
    const rest = { history: [{ ...lastReal, estimated: true }] };
    const fixOf = (accountActive: boolean) => {
      const given = facts({
        returned: { reading: null },
        expected: { previousDate: lastReal.to, accountActive },
        rest,
      });
      const refused = decide(given, 'change', 'Phoned in', 900);
      assert.ok('refused' in refused);
      assert.equal(state(decide(given, 'change', 'Phoned in', 1000)).usageGallons, 0, 'what is to be typed is taken');
      return refused.fix;
    };
    assert.equal(fixOf(true), 'Type 1000: no use is billed now, and the next read takes off what was billed too much.');
    assert.equal(
      fixOf(false),
      'Type 1000: no use is billed now; no next read takes off what was billed too much, so credit it by an adjustment.',
    );
  });

  it('never takes the reading of another meter for a rollover', () => {
    const near = { previousReading: '950000' };
    const own = decide(facts({ expected: near, returned: { reading: '000100' } }), 'accept', 'The dials went round');
    assert.ok(!('refused' in own), JSON.stringify(own));
    const other = facts({ expected: near, returned: { reading: '000100', meterId: 'M2' } });
    const refusal = decide(other, 'accept', 'The dials went round');
    assert.ok('refused' in refusal);
    assert.doesNotMatch(refusal.fix, /roll over/);
  });
});
