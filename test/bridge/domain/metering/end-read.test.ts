import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { CodeTable } from '../../../../bridge/domain/metering/code-table.js';
import type { ReadState } from '../../../../bridge/domain/metering/decide-read.js';
import { endRead } from '../../../../bridge/domain/metering/end-read.js';
import type { ReadFacts } from '../../../../bridge/domain/metering/read-facts.js';
import { NOTHING_RETURNED, READING_REVIEW_DEFAULTS } from '../../../../bridge/domain/metering/review-input.js';

const removedOn = calendarDate('2026-10-26');

/** 6,000 gallons a month are usual; the register counts tens of gallons and stood at 1,000. */
function facts(changes: Partial<ReadFacts> = {}): ReadFacts {
  return {
    expected: {
      accountId: '10-0042-01',
      accountActive: true,
      meterId: 'M1',
      register: { dials: 6, decimals: 0, fixedZeros: 0, multiplier: '10', unit: 'GAL' },
      previousReading: '1000',
      previousDate: calendarDate('2026-10-06'),
    },
    returned: NOTHING_RETURNED,
    cameBack: false,
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
    ...changes,
  };
}

function ended(given: ReadFacts, value: number): ReadState {
  const answer = endRead(given, { value, on: removedOn, reason: 'Dial is fogged' });
  assert.ok(!('refused' in answer), 'refused' in answer ? answer.message : '');
  return answer;
}

describe('the final reading of a meter that was taken out', () => {
  it('is judged alone: nothing that came with an earlier reading or reread is told of it', () => {
    const earlier = {
      ...NOTHING_RETURNED,
      ...{ reading: '001390', date: calendarDate('2026-10-25'), meterId: 'M9', format: 'made-up', estimated: true },
      ...{ readCode: 'E', skipCode: 'D', troubleCodes: ['B'], tamper: 'magnet', unit: 'CCF', changedOut: true },
      ...({ leak: 'continuous', backflow: 'major', noFlowDays: 30 } as const),
    };
    const reread = { firstReading: '001990', firstDate: calendarDate('2026-10-20'), times: 2 };
    assert.deepEqual(
      ended(facts({ returned: earlier, cameBack: true, reread }), 1_400),
      ended(facts(), 1_400),
      'the same as of a meter that was never read',
    );
    const { status, value, readOn, usageGallons, exceptions } = ended(facts(), 1_400);
    assert.deepEqual([status, value, readOn, usageGallons, exceptions], ['accepted', 1_400, removedOn, 4_000, []]);
  });

  it('bills no use below an estimate that was billed, stays what the meter showed, and asks for an adjustment', () => {
    const [october, september] = facts().history;
    assert.ok(october && september);
    const estimated = facts({ history: [{ ...october, estimated: true }, september] });
    const { value, readOn, usageGallons, exceptions, words } = ended(estimated, 900);
    assert.deepEqual([value, readOn, usageGallons], [900, removedOn, 0]);
    assert.deepEqual(
      exceptions.map(({ code, sentence }) => [code, sentence]),
      [
        [
          'estimate-too-high',
          'The reading 900 is below the estimate 1000 that was billed. The estimate billed 1,000 gallons too many. ' +
            'It bills no use; the meter has no next read, so credit them by an adjustment.',
        ],
      ],
    );
    assert.match(words, /credit the difference by an adjustment/);
    assert.doesNotMatch(words, /next read counts/);
  });

  it('is refused below what was last really read', () => {
    const answer = endRead(facts(), { value: 900, on: removedOn, reason: 'Dial is fogged' });
    assert.ok('refused' in answer);
    assert.equal(answer.code, 'nothing-to-accept');
  });
});
