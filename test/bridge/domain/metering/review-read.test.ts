import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { UsagePeriod } from '../../../../bridge/domain/metering/daily-use.js';
import { CodeTable } from '../../../../bridge/domain/metering/code-table.js';
import {
  NOTHING_RETURNED,
  REVIEW_DEFAULTS,
  type ReviewInput,
} from '../../../../bridge/domain/metering/review-input.js';
import { proposedActionFor, reviewRead } from '../../../../bridge/domain/metering/review-read.js';
import { useOfRead } from '../../../../bridge/domain/metering/review-use.js';

const october = period('2026-09-03', '2026-10-03', '6000');

function period(from: string, to: string, gallons: string, estimated = false): UsagePeriod {
  return { from: calendarDate(from), to: calendarDate(to), gallons, estimated };
}

type Changes = Partial<Omit<ReviewInput, 'expected' | 'returned'>> & {
  expected?: Partial<ReviewInput['expected']>;
  returned?: Partial<ReviewInput['returned']>;
};

/** A read without any exception: 6,000 gallons in 30 days, as usual. */
function read({ expected, returned, ...rest }: Changes = {}): ReviewInput {
  return {
    expected: {
      accountId: '10-0042-01',
      accountActive: true,
      meterId: 'M1',
      register: { dials: 7, decimals: 0, fixedZeros: 0, multiplier: '1', unit: 'GAL' },
      previousReading: '0100000',
      previousDate: calendarDate('2026-10-03'),
      ...expected,
    },
    returned: {
      ...NOTHING_RETURNED,
      reading: '0106000',
      date: calendarDate('2026-11-02'),
      accountId: '10-0042-01',
      meterId: 'M1',
      changedOut: false,
      newMeterId: null,
      unit: 'GAL',
      previousReading: '100000',
      ...returned,
    },
    today: calendarDate('2026-11-05'),
    window: { from: calendarDate('2026-11-01'), to: calendarDate('2026-11-05') },
    history: [october, period('2026-08-04', '2026-09-03', '6000')],
    samePeriodLastYear: null,
    classAverage: null,
    estimatesInARow: 0,
    codes: new CodeTable([]),
    reread: null,
    ...rest,
  };
}

function codes(changes: Changes): string[] {
  return reviewRead(read(changes)).map(({ code }) => code);
}

function only(changes: Changes) {
  const [first, ...others] = reviewRead(read(changes));
  assert.deepEqual(others, []);
  assert.ok(first);
  return first;
}

describe('the review of a read', () => {
  it('finds nothing on a usual read, and proposes to accept it', () => {
    assert.deepEqual(reviewRead(read()), []);
    assert.equal(proposedActionFor([]), 'accept');
  });

  it('reports an unread meter with its skip code and proposes an estimate', () => {
    const found = only({ returned: { reading: null, date: null, skipCode: '004' } });
    assert.deepEqual([found.code, found.severity, found.proposedAction], ['missing', 'stop', 'estimate']);
    assert.match(found.sentence, /skip code 004/);
  });

  it('sends the reader when the meter was estimated too often already', () => {
    const exceptions = reviewRead(read({ returned: { reading: null, date: null }, estimatesInARow: 3 }));
    assert.deepEqual(exceptions.map(({ code }) => code).sort(), ['estimated-too-often', 'missing']);
    assert.equal(proposedActionFor(exceptions), 'reread');
    assert.deepEqual(codes({ returned: { estimated: true }, estimatesInARow: 2 }), []);
    assert.deepEqual(codes({ returned: { estimated: true }, estimatesInARow: 3 }), ['estimated-too-often']);
  });

  it('shows a reading with letters as it is and never counts with it', () => {
    const found = only({ returned: { reading: '051H05' } });
    assert.equal(found.code, 'not-a-number');
    assert.match(found.sentence, /"051H05"/);
    assert.deepEqual(codes({ returned: { reading: '051H05' }, expected: { previousReading: null } }), ['not-a-number']);
  });

  it('stops a reading below the previous one', () => {
    const found = only({ returned: { reading: '0099000' } });
    assert.deepEqual([found.code, found.severity, found.proposedAction], ['negative', 'stop', 'reread']);
  });

  it('takes a plausible rollover and says so', () => {
    const found = only({
      expected: { previousReading: '9998000' },
      returned: { previousReading: '9998000', reading: '0004000' },
    });
    assert.deepEqual([found.code, found.severity, found.proposedAction], ['rollover', 'info', 'accept']);
    assert.match(found.sentence, /6,000 gallons/);
  });

  it('calls a use high above 1.8 times the usual, and very high above 3 times', () => {
    assert.deepEqual(codes({ returned: { reading: '0110800' } }), []);
    const high = only({ returned: { reading: '0110801' } });
    assert.deepEqual([high.code, high.severity], ['high', 'warning']);
    assert.equal(high.sentence, '10,801 gallons in 30 days; usually 6,000. Over 10,800 is high.');
    assert.deepEqual(codes({ returned: { reading: '0118000' } }), ['high']);
    assert.equal(only({ returned: { reading: '0118001' } }).code, 'very-high');
  });

  it('does not call a small use high', () => {
    const history = [period('2026-09-03', '2026-10-03', '500')];
    assert.deepEqual(codes({ history, returned: { reading: '0103000' } }), []);
    assert.deepEqual(codes({ history, returned: { reading: '0103001' } }), ['very-high']);
  });

  it('does not call high what was as high in the same season last year', () => {
    const lastYear = period('2025-10-03', '2025-11-02', '12000');
    assert.deepEqual(codes({ samePeriodLastYear: lastYear, returned: { reading: '0112000' } }), []);
    const found = only({ samePeriodLastYear: lastYear, returned: { reading: '0122000' } });
    assert.match(found.sentence, /usually 6,000, 12,000 in the same season last year/);
  });

  it('compares per day, so that a long period is not high', () => {
    const expected = { previousDate: calendarDate('2026-09-03') };
    assert.deepEqual(codes({ expected, returned: { reading: '0112000' } }), []);
  });

  it('calls a use low under 0.4 of the usual, and very low under 0.1', () => {
    assert.deepEqual(codes({ returned: { reading: '0102400' } }), []);
    assert.equal(only({ returned: { reading: '0102399' } }).code, 'low');
    assert.equal(only({ returned: { reading: '0100600' } }).code, 'low');
    assert.equal(only({ returned: { reading: '0100599' } }).code, 'very-low');
  });

  it('warns of no use on an active account, and of a stopped meter from the second period on', () => {
    assert.equal(only({ returned: { reading: '0100000' } }).code, 'zero');
    const history = [period('2026-09-03', '2026-10-03', '0'), october];
    const found = only({ history, returned: { reading: '0100000' } });
    assert.deepEqual([found.code, found.severity], ['stopped', 'stop']);
    const estimated = [period('2026-09-03', '2026-10-03', '0', true), october];
    assert.equal(only({ history: estimated, returned: { reading: '0100000' } }).code, 'zero');
  });

  it('stops use on an inactive account and lets no use pass', () => {
    assert.equal(only({ expected: { accountActive: false } }).code, 'use-on-inactive');
    assert.deepEqual(codes({ expected: { accountActive: false }, returned: { reading: '0100000' } }), []);
  });

  it('holds a read of another meter, and does not count its use', () => {
    const found = only({ returned: { meterId: 'M2', reading: '0000001' } });
    assert.deepEqual([found.code, found.proposedAction], ['wrong-meter', 'hold']);
    assert.equal(useOfRead(read({ returned: { meterId: 'M2' } })), null);
  });

  it('holds a read whose account, unit or previous reading differ from the ledger', () => {
    assert.deepEqual(codes({ returned: { accountId: '10-0043-01' } }), ['wrong-account']);
    assert.deepEqual(codes({ returned: { unit: 'CUBIC_FEET' } }), ['unit-differs']);
    assert.deepEqual(codes({ returned: { previousReading: '0100001' } }), ['previous-differs']);
  });

  it('holds a read of a device whose constant, dials or decimals are not those of the register, and says both', () => {
    const register = { dials: 6, decimals: 1, fixedZeros: 1, multiplier: '10', unit: 'GAL' } as const;
    const said = (returned: Partial<ReviewInput['returned']>) =>
      reviewRead(read({ expected: { register }, returned: { unit: null, ...returned } })).flatMap((found) =>
        found.code === 'register-differs' ? [`${found.severity} ${found.proposedAction}: ${found.sentence}`] : [],
      );
    const differs: [Partial<ReviewInput['returned']>, string][] = [
      [{ meterConstant: '001000' }, 'the meter constant 001000; the register counts by 100.'],
      [{ meterConstant: '10' }, 'the meter constant 10; the register counts by 100.'],
      [{ meterConstant: 'X' }, 'the meter constant X; the register counts by 100.'],
      [{ dials: 5 }, '5 dials and 1 decimal; the register is set up with 6 dials and 1 decimal.'],
      [{ dials: 6, decimals: 0 }, '6 dials and 0 decimals; the register is set up with 6 dials and 1 decimal.'],
    ];
    for (const [returned, words] of differs) assert.deepEqual(said(returned), [`stop hold: The device has ${words}`]);
    const same: Partial<ReviewInput['returned']>[] = [
      { meterConstant: '000100', dials: 6, decimals: 1 },
      ...[{ meterConstant: '100.0' }, { meterConstant: '000000' }, { meterConstant: null }],
      ...[{ dials: 6 }, { dials: 0, decimals: 0 }, { dials: null, decimals: 0 }],
    ];
    for (const returned of same) assert.deepEqual(said(returned), [], JSON.stringify(returned));
  });

  it('asks for the column Billing_Read of BEACON only, and of any other file for the right unit', () => {
    const register = { dials: 7, decimals: 0, fixedZeros: 0, multiplier: '1', unit: 'CCF' } as const;
    const said = (format: string, unit = 'CUBIC_FEET') => {
      const exceptions = reviewRead(read({ expected: { register }, returned: { format, unit } }));
      return exceptions.find(({ code }) => code === 'unit-differs')?.sentence;
    };
    const wrong = 'register is set up in CCF: the unit in the file or in the Meters sheet is wrong.';
    assert.match(said('beacon-csv') ?? '', /^The file reads in CUBIC_FEET; .*the column Billing_Read\.$/);
    assert.equal(said('layout:Radix'), `The file reads in CUBIC_FEET; the ${wrong}`);
    assert.equal(said('neptune'), `The file reads in CUBIC_FEET; the ${wrong}`);
    assert.equal(said('beacon-csv', 'GAL'), `The file reads in GAL; the ${wrong}`);
  });

  it('asks nothing of what the file does not say', () => {
    assert.deepEqual(codes({ returned: { accountId: null, meterId: null, unit: null, previousReading: null } }), []);
  });

  it('stops a date in the future, no later than the previous read, or missing', () => {
    const future = codes({ returned: { date: calendarDate('2026-11-06') } });
    assert.deepEqual(future.sort(), ['future-date', 'outside-window']);
    assert.deepEqual(codes({ returned: { date: calendarDate('2026-10-03') }, window: null }), ['not-after-previous']);
    assert.deepEqual(codes({ returned: { date: null } }), ['date-missing']);
  });

  it('warns of a date outside the days in which the cycle is read, both ends counting as inside', () => {
    assert.deepEqual(codes({ returned: { date: calendarDate('2026-11-01') } }), []);
    assert.deepEqual(codes({ returned: { date: calendarDate('2026-11-05') } }), []);
    assert.deepEqual(codes({ returned: { date: calendarDate('2026-10-31') } }), ['outside-window']);
  });

  it('passes on tampering and trouble, the more severe first', () => {
    const exceptions = reviewRead(read({ returned: { tamper: '04', troubleCodes: ['012'] } }));
    assert.deepEqual(
      exceptions.map(({ code, severity }) => [code, severity]),
      [
        ['tamper', 'warning'],
        ['trouble', 'info'],
      ],
    );
  });

  it('holds a first reading that has none before it', () => {
    assert.deepEqual(codes({ expected: { previousReading: null, previousDate: null } }), ['no-previous']);
  });

  it('does not judge high or low without any history', () => {
    assert.deepEqual(codes({ history: [], returned: { reading: '0900000' } }), []);
  });

  it('judges the use of a change-out or compound meter when that is given', () => {
    assert.deepEqual(
      codes({ usage: { ok: true, gallons: '6000', rolledOver: false }, returned: { reading: '7' } }),
      [],
    );
  });

  it('takes its bounds from the settings', () => {
    const strict = { ...REVIEW_DEFAULTS, highRatio: '1.1' };
    assert.deepEqual(
      reviewRead(read({ returned: { reading: '0107000' } }), strict).map(({ code }) => code),
      ['high'],
    );
  });

  describe('of what the endpoint and the reader report', () => {
    const finds = (returned: Changes['returned']) =>
      reviewRead(read({ ...(returned && { returned }), codes: TABLE })).map(
        ({ code, severity }) => `${code} ${severity}`,
      );

    it('warns of a leak that never pauses, and only tells of one that does', () => {
      assert.deepEqual(finds({ leak: 'continuous' }), ['leak warning']);
      assert.deepEqual(finds({ leak: 'intermittent' }), ['leak info']);
    });

    it('stops major backflow, and warns of minor', () => {
      assert.deepEqual(finds({ backflow: 'major' }), ['backflow stop']);
      assert.deepEqual(finds({ backflow: 'minor' }), ['backflow warning']);
    });

    it('tells of days without flow from the threshold on', () => {
      assert.deepEqual(finds({ noFlowDays: 13 }), []);
      assert.deepEqual(finds({ noFlowDays: 14 }), ['no-flow info']);
    });

    it('holds a read of a meter that the reader put another in place of', () => {
      assert.deepEqual(finds({ newMeterId: 'M7' }), ['changed-in-field stop']);
      assert.deepEqual(finds({ newMeterId: 'M1' }), []);
    });

    it('says what codes mean, by the format of the file, and shows an unknown code as it is', () => {
      const unread = (skipCode: string, format: string) =>
        reviewRead(read({ returned: { reading: null, date: null, skipCode, format }, codes: TABLE }))[0];
      assert.match(unread('004', 'mvrs-upload')?.sentence ?? '', /skip code 004: dog in yard\.$/);
      assert.equal(unread('4', 'mvrs-upload')?.proposedAction, 'hold', 'leading zeros are no part of a code');
      assert.match(unread('004', 'neptune')?.sentence ?? '', /skip code 004\.$/);
      assert.match(unread('009', 'mvrs-upload')?.sentence ?? '', /skip code 009\.$/);
    });

    it('takes the severity of a trouble from the table, and lets an unknown one be known', () => {
      assert.deepEqual(finds({ troubleCodes: ['013'], format: 'mvrs-upload' }), ['trouble warning']);
      assert.deepEqual(finds({ troubleCodes: ['099'], format: 'mvrs-upload' }), ['trouble info']);
    });

    it('counts a reading that its code calls an estimate among the estimates in a row', () => {
      const returned = { readCode: 'E', format: 'mvrs-upload' };
      assert.deepEqual(finds(returned), ['read-code warning']);
      const often = reviewRead(read({ returned, codes: TABLE, estimatesInARow: 3 })).map(({ code }) => code);
      assert.deepEqual(often, ['estimated-too-often', 'read-code']);
      assert.deepEqual(finds({ readCode: 'N', format: 'mvrs-upload' }), []);
    });

    it('stops a reading whose code says that the meter was not read', () => {
      assert.deepEqual(finds({ readCode: 'N S', format: 'mvrs-upload' }), ['read-code stop'], 'one of several codes');
      assert.deepEqual(finds({ readCode: 'S', format: 'mvrs-upload' }), ['read-code stop']);
    });
  });

  it('suspects the unit or the multiplier where an odd use is just so many times the usual, or such a part of it', () => {
    const months = Array.from({ length: 3 }, () => october);
    const found = (reading: string) => reviewRead(read({ history: months, returned: { reading } }));
    const times = (reading: string) => found(reading).find(({ code }) => code === 'unit-suspect')?.sentence;
    assert.match(times('0160000') ?? '', /60,000 gallons are about 10 times the usual 6,000: a digit too many/);
    assert.match(times('0144880') ?? '', /about 7\.48 times/);
    assert.match(times('0100600') ?? '', /about 1\/10 of the usual 6,000: a digit too few/);
    assert.match(times('0100802') ?? '', /about 1\/7\.48 of/);
    assert.equal(times('0130000'), undefined, '5 times the usual is no unit');
    assert.equal(times('0106000'), undefined);
    const short = reviewRead(read({ history: months.slice(1), returned: { reading: '0160000' } }));
    assert.deepEqual(
      short.map(({ code }) => code),
      ['very-high'],
    );
  });

  it('compares an account without history with its class, within wide bounds', () => {
    const stranger = { history: [], classAverage: { gallons: '6000', days: 30 } };
    assert.deepEqual(codes({ ...stranger, returned: { reading: '0130000' } }), []);
    const found = only({ ...stranger, returned: { reading: '0130001' } });
    assert.equal(found.code, 'high');
    assert.match(found.sentence, /30,001 gallons in 30 days.*others of its class use 6,000\. Over 30,000 is high/);
  });

  describe('of a real read after estimates', () => {
    const estimated = [period('2026-09-03', '2026-10-03', '6000', true), period('2026-08-04', '2026-09-03', '6000')];

    it('says how much an estimate was too high, and proposes to bill no use now', () => {
      const found = only({ history: estimated, estimatesInARow: 1, returned: { reading: '0099000' } });
      assert.deepEqual([found.code, found.severity, found.proposedAction], ['estimate-too-high', 'stop', 'accept']);
      assert.match(found.sentence, /0099000 is below the estimate 0100000.*billed 1,000 gallons too many/);
    });

    it('is negative all the same when it is below what was last really read', () => {
      const input = { history: estimated, estimatesInARow: 1 };
      assert.deepEqual(codes({ ...input, returned: { reading: '0094000' } }), ['estimate-too-high']);
      assert.deepEqual(codes({ ...input, returned: { reading: '0093999' } }), ['negative']);
      assert.deepEqual(codes({ returned: { reading: '0099000' } }), ['negative'], 'nothing was estimated');
    });

    it('is negative on a meter that came after the estimate, which was of the meter before it', () => {
      const expected = { previousDate: calendarDate('2026-10-10') };
      const found = codes({ history: estimated, estimatesInARow: 1, expected, returned: { reading: '0099000' } });
      assert.ok(found.includes('negative') && !found.includes('estimate-too-high'), found.join());
    });

    it('is found also where the estimate had passed the top of the register and the meter had not', () => {
      const found = codes({
        ...{ history: estimated, estimatesInARow: 1 },
        expected: { previousReading: '0000500' },
        returned: { previousReading: '0000500', reading: '9999500' },
      });
      assert.deepEqual(found, ['estimate-too-high']);
    });
  });

  describe('of what a reread brought', () => {
    const first = { firstReading: '0140000', firstDate: calendarDate('2026-11-02'), times: 1 };
    const again = (reading: string, date: string, reread: ReviewInput['reread'] = first) =>
      reviewRead(read({ returned: { reading, date: calendarDate(date) }, reread }));

    it('lets the same reading confirm the first, which then waits for an accept only', () => {
      const found = again('0140000', '2026-11-04');
      assert.deepEqual(
        found.map(({ code, severity, proposedAction }) => [code, severity, proposedAction]),
        [
          ['very-high', 'warning', 'accept'],
          ['reread-same', 'info', 'accept'],
        ],
      );
      assert.match(found[1]?.sentence ?? '', /0140000 on 2026-11-04; the first reading was 0140000 on 2026-11-02/);
    });

    it('lets water that ran on between the two confirm it, and no more', () => {
      assert.ok(
        again('0142600', '2026-11-04').some(({ code }) => code === 'reread-same'),
        'two days at its own pace',
      );
      assert.ok(again('0143000', '2026-11-04').some(({ code }) => code === 'reread-differs'));
      assert.ok(again('0139999', '2026-11-04').some(({ code }) => code === 'reread-differs'));
    });

    it('says both numbers where they differ, and takes a reread that is fine', () => {
      const found = again('0106000', '2026-11-02');
      assert.deepEqual(
        found.map(({ code, severity }) => [code, severity]),
        [['reread-differs', 'info']],
      );
      assert.match(found[0]?.sentence ?? '', /0106000 .*0140000 .*they differ/);
    });

    it('escalates a read that so many rereads did not settle', () => {
      const second = { ...first, times: 2 };
      assert.ok(again('0190000', '2026-11-02', first).every(({ code }) => code !== 'reread-escalated'));
      assert.ok(again('0190000', '2026-11-02', second).some(({ code }) => code === 'reread-escalated'));
      assert.ok(again('0140000', '2026-11-02', second).every(({ code }) => code !== 'reread-escalated'));
    });
  });
});

const TABLE = new CodeTable(
  (
    [
      ['skip', '004', 'dog in yard', 'stop', 'hold', 'nothing'],
      ['trouble', '013', 'meter stopped', 'warning', 'reread', 'nothing'],
      ['read', 'N', 'read', 'info', 'accept', 'nothing'],
      ['read', 'S', 'skipped', 'info', 'accept', 'unread'],
      ['read', 'E', 'estimated by the reader', 'warning', 'accept', 'estimated'],
    ] as const
  ).map(([kind, code, words, severity, action, means]) => {
    return { format: 'mvrs-upload', kind, code, words, severity, action, means };
  }),
);
