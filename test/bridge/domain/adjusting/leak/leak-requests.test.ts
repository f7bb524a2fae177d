import assert from 'node:assert/strict';
import { addDays, calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import { calculateLeakCredit } from '../../../../../bridge/domain/adjusting/leak/calculate-leak-credit.js';
import type { EarlierLeakCredit, LeakRequest } from '../../../../../bridge/domain/adjusting/leak/leak-facts.js';
import { cents } from '../../../../../bridge/contract/money.js';
import {
  billsOf,
  CALERA,
  chargesOfCredit,
  credited,
  givenLeak,
  givenRequest,
  issuesOf,
  policyWith,
  type GivenLeak,
} from './given-leak.js';

const YEAR = Array.from({ length: 12 }, () => 6_000);
const LEAK = [...YEAR, 26_000];
const decide = (given: Partial<GivenLeak> = {}, request: Partial<LeakRequest> = {}) =>
  calculateLeakCredit(givenRequest(request), givenLeak({ gallons: LEAK, ...given }));
const issues = (given: Partial<GivenLeak> = {}, request: Partial<LeakRequest> = {}) => issuesOf(decide(given, request));
const messages = (given: Partial<GivenLeak> = {}, request: Partial<LeakRequest> = {}) => {
  const decision = decide(given, request);
  return 'issues' in decision ? decision.issues.map(({ message, fix }) => `${message} ${fix}`).join('\n') : '';
};
const on = (date: string) => calendarDate(date);
const earlier = (creditedOn: string, billNumbers: readonly number[] = []): EarlierLeakCredit[] => [
  { creditedOn: on(creditedOn), billNumbers, where: 'receipt 41' },
];

describe('a leak request', () => {
  it('is credited only for a cause that the policy names, in any case', () => {
    assert.deepEqual(issues({}, { cause: ' Ruptured Hose ' }), []);
    assert.match(messages({}, { cause: 'running toilet' }), /credits no leak by the cause "running toilet"/);
    assert.match(
      messages({}, { cause: 'burst pipe' }),
      /does not name the cause "burst pipe".*service line leak, ruptured hose/,
    );
    assert.deepEqual(issues({}, { cause: 'running toilet' }), ['cause cause-not-credited']);
    assert.deepEqual(issues({}, { cause: ' ' }), ['cause no-cause']);
  });

  it('needs documents within 60 days of the leak, which is the read date of the bill unless its day is known', () => {
    const later = { requestedOn: on('2026-10-01') };
    assert.deepEqual(issues({}, { ...later, documentsOn: on('2026-09-13') }), []);
    assert.deepEqual(issues({}, { ...later, billNumber: 13, documentsOn: on('2026-09-14') }), [
      'documentsOn documents-late',
    ]);
    assert.deepEqual(issues({}, { ...later, documentsOn: on('2026-09-14') }), ['bill no-bill']);
    const known = { ...later, leakOn: on('2026-07-01') };
    assert.deepEqual(issues({}, { ...known, documentsOn: on('2026-08-30') }), []);
    assert.deepEqual(issues({}, { ...known, documentsOn: on('2026-08-31') }), ['documentsOn documents-late']);
    assert.deepEqual(issues({}, { documentsOn: null }), ['documentsOn no-documents']);
    assert.deepEqual(issues({ policy: policyWith({ documents: null }) }, { documentsOn: null }), []);
  });

  it('is of no leak that is yet to come, nor of one that came after the bill was read', () => {
    assert.deepEqual(issues({}, { billNumber: 13, leakOn: on('2026-08-04') }), [
      'leakOn leak-yet-to-come',
      'documentsOn documents-before-leak',
    ]);
    assert.deepEqual(issues({}, { billNumber: 13, leakOn: on('2026-07-16') }), ['leakOn leak-after-bill']);
    assert.deepEqual(issues({}, { billNumber: 13, leakOn: on('2026-07-15') }), []);
  });

  it('takes no documents from before the leak can have begun, nor of a day to come', () => {
    assert.deepEqual(issues({}, { documentsOn: on('2026-06-15') }), []);
    assert.deepEqual(issues({}, { documentsOn: on('2026-06-14') }), ['documentsOn documents-before-leak']);
    assert.deepEqual(issues({}, { leakOn: on('2026-07-01'), documentsOn: on('2026-06-30') }), [
      'documentsOn documents-before-leak',
    ]);
    assert.deepEqual(issues({}, { documentsOn: on('2026-08-03') }), []);
    assert.deepEqual(issues({}, { documentsOn: on('2026-08-04') }), ['documentsOn documents-yet-to-come']);
  });

  it('is credited once in a calendar year, by the day of the credit, and tells the earlier one', () => {
    assert.deepEqual(issues({ earlier: earlier('2025-12-31') }), []);
    assert.deepEqual(issues({ earlier: earlier('2026-01-01') }), ['account credited-before']);
    assert.match(
      messages({ earlier: earlier('2026-01-01') }),
      /leak credit on 2026-01-01, receipt 41; .*one in a calendar year/,
    );
    assert.deepEqual(issues({ earlier: earlier('2026-01-01'), policy: policyWith({ once: null }) }), []);
  });

  it('is credited once in a calendar year, also where the request before it was approved in the next one', () => {
    const [approved] = earlier('2027-01-05');
    assert.ok(approved);
    const before = [{ ...approved, requestedOn: on('2026-07-20') }];
    assert.match(
      messages({ earlier: before }),
      /leak credit on 2027-01-05, asked for on 2026-07-20, receipt 41; .*one in a calendar year/,
    );
    assert.deepEqual(issues({ earlier: [{ ...approved, requestedOn: on('2025-12-31') }] }), []);
    // The year in which it was given is used, too.
    const given = earlier('2026-01-05').map((credit) => ({ ...credit, requestedOn: on('2025-12-31') }));
    assert.deepEqual(issues({ earlier: given }), ['account credited-before']);
  });

  it('is credited once in a calendar year of two asked for in December and January, whichever was approved first', () => {
    const december = { requestedOn: on('2025-12-20'), creditedOn: on('2026-01-12') };
    const january = { requestedOn: on('2026-01-08'), creditedOn: on('2026-01-08') };
    const after = (credit: typeof december, changes: Partial<EarlierLeakCredit> = {}) => ({
      earlier: [{ billNumbers: [], where: 'receipt 41', ...credit, ...changes }],
    });
    const policy = policyWith({ documents: null });
    const decided = (request: Partial<LeakRequest>, given: Partial<GivenLeak> = {}) =>
      issues({ policy, gallons: [26_000, ...YEAR], ...given }, { billNumber: 1, ...request });
    assert.deepEqual(decided(december, after(january)), ['account credited-before']);
    assert.deepEqual(decided(january, after(december)), ['account credited-before']);
    // Approved in December, it uses that year alone; and one that has no other beside it passes in January.
    const inTime = { creditedOn: on('2025-12-30') };
    assert.deepEqual(decided(january, after(december, inTime)), []);
    assert.deepEqual(decided({ ...december, ...inTime }, after(january)), []);
    assert.deepEqual(decided(december), []);
    // The year before is used by it, too, and the one after is not.
    const used = (date: string) => ({ requestedOn: on(date), creditedOn: on(date) });
    assert.deepEqual(decided(december, after(used('2025-03-03'))), ['account credited-before']);
    assert.deepEqual(decided(december, after(used('2024-12-31'))), []);
    assert.deepEqual(decided(december, after(used('2027-01-01'))), []);
  });

  it('is credited once in so many months, whichever of two requests was approved first', () => {
    const policy = policyWith({ once: { per: 'months', months: 6 } });
    const creditedFor = (requestedOn: string, creditedOn: string) =>
      issues({ policy, earlier: earlier(creditedOn).map((credit) => ({ ...credit, requestedOn: on(requestedOn) })) });
    assert.deepEqual(creditedFor('2026-02-03', '2026-08-03'), []);
    assert.deepEqual(creditedFor('2026-02-04', '2026-08-03'), ['account credited-before']);
    assert.deepEqual(creditedFor('2027-02-02', '2027-02-10'), ['account credited-before']);
    assert.deepEqual(creditedFor('2027-02-03', '2027-02-10'), []);
  });

  it('is credited once in 12 or 24 months between the requests, in either order and at the end of a month', () => {
    const decided = (months: number, askedOn: string, beforeOn: string) =>
      issues(
        {
          policy: policyWith({ once: { per: 'months', months } }),
          earlier: [{ creditedOn: on('2026-07-31'), requestedOn: on(beforeOn), billNumbers: [], where: 'receipt 41' }],
        },
        { requestedOn: on(askedOn), creditedOn: on('2028-03-01') },
      ).includes('account credited-before');
    for (const [months, first, last] of [
      [12, '2027-02-27', '2028-02-26'],
      [24, '2026-01-31', '2028-01-30'],
      [1, '2027-01-31', '2027-02-27'],
    ] as const) {
      const after = addDays(on(last), 1);
      assert.deepEqual([decided(months, first, last), decided(months, last, first)], [true, true]);
      assert.deepEqual([decided(months, first, after), decided(months, after, first)], [false, false]);
    }
  });

  it('tells all that is wrong at once', () => {
    assert.deepEqual(
      issues({ earlier: earlier('2026-02-01', [13]), estimated: [13] }, { cause: 'running toilet', documentsOn: null }),
      [
        'cause cause-not-credited',
        'account credited-before',
        'documentsOn no-documents',
        'bill bill-credited',
        'bill read-estimated',
      ],
    );
  });
});

describe('the bills of a leak request', () => {
  it('are the highest ones that follow one another, two at most, where a second one is half above the usual', () => {
    const found = (gallons: readonly number[], request: Partial<LeakRequest> = {}) =>
      billsOf(credited(givenLeak({ gallons, policy: policyWith({ documents: null }) }), givenRequest(request)));
    assert.deepEqual(found(LEAK), [13]);
    assert.deepEqual(found([...YEAR, 9_000, 26_000]), [13, 14]);
    assert.deepEqual(found([...YEAR, 8_999, 26_000]), [14]);
    assert.deepEqual(found([...YEAR, 26_000, 9_000]), [13, 14]);
    assert.deepEqual(found([...YEAR, 20_000, 26_000, 30_000]), [14, 15]);
    // They need not follow each other to be high: the two in the middle are higher together.
    assert.deepEqual(found([...YEAR, 40_000, 6_000, 25_000, 25_000]), [15, 16]);
    assert.deepEqual(found([...YEAR, 40_000, 6_000, 25_000, 25_000], { billNumber: 13 }), [13]);
    // Of equal ones the newest, and none that was read after the request.
    assert.deepEqual(found(LEAK, { requestedOn: on('2026-07-14') }), [12]);
  });

  it('of the same leak tell nothing of the usual use, nor does a bill that was credited', () => {
    const usual = (given: Partial<GivenLeak>) =>
      credited(givenLeak({ gallons: LEAK, policy: policyWith({ once: null }), ...given })).lines.find(
        ({ label }) => label === 'Usual use',
      )?.amount;
    assert.equal(usual({}), '6000');
    // Three months of a leak: the first is not credited, and not averaged.
    assert.equal(usual({ gallons: [...YEAR, 25_000, 26_000, 26_000] }), '6000');
    const before = [...YEAR.slice(1), 30_000, 6_000, 26_000];
    assert.equal(usual({ gallons: before }), '8000');
    assert.equal(usual({ gallons: before, earlier: earlier('2026-07-01', [12]) }), '6000');
  });

  it('have a usual use by the days of the bill where the policy says so', () => {
    const of = (by: 'bill' | 'day') => {
      const facts = givenLeak({
        gallons: [3_100, 3_000, 26_000, 3_000],
        policy: policyWith({ usual: { bills: 3, least: 2, by } }),
      });
      const { lines } = credited(facts, givenRequest({ billNumber: 3 }));
      return lines.find(({ label }) => label === 'Usual use')?.amount;
    };
    // 6,100 gallons of the 61 days up to May 15, and the bill of June 15 has 31.
    assert.equal(of('bill'), '3050');
    assert.equal(of('day'), '3100');
  });

  it('are of the account, stand, and were read within the policy’s reach', () => {
    assert.deepEqual(issues({}, { billNumber: 13 }), []);
    assert.deepEqual(issues({}, { billNumber: 99 }), ['bill no-such-bill']);
    const facts = givenLeak({ gallons: LEAK });
    const named = (changes: object) => {
      const bill = { accountId: givenRequest().accountId, readOn: on('2026-07-15'), reversedBy: null, ...changes };
      return issuesOf(
        calculateLeakCredit(givenRequest({ billNumber: 50 }), { ...facts, namedBills: new Map([[50, bill]]) }),
      );
    };
    assert.deepEqual(named({ accountId: '10-0001-01' }), ['bill no-such-bill']);
    assert.deepEqual(named({ reversedBy: 12 }), ['bill bill-reversed']);
    assert.deepEqual(named({ readOn: on('2025-01-15') }), ['bill bill-too-old']);
    // Bill 1 was read on July 15, 2025.
    assert.deepEqual(issues({ gallons: [26_000, ...YEAR] }, { billNumber: 1, documentsOn: on('2025-08-01') }), [
      'bill bill-too-old',
    ]);
    const reaching = { gallons: [26_000, ...YEAR], policy: policyWith({ reachMonths: 13 }) };
    assert.deepEqual(issues(reaching, { billNumber: 1, documentsOn: on('2025-08-01') }), []);
    assert.deepEqual(issues({ gallons: [] }), ['bill no-bill']);
    // The bill before it was read on April 15.
    const short = givenLeak({
      gallons: [...YEAR, 20_000, 26_000, 6_000, 6_000],
      policy: policyWith({ reachMonths: 3, documents: null }),
    });
    assert.deepEqual(billsOf(credited(short)), [14]);
  });

  it('were not read before the day of the leak where that is known, nor too long before its documents', () => {
    const gallons = [...YEAR.slice(1), 30_000, 6_000, 26_000];
    const found = (leakOn: string | null) =>
      billsOf(
        credited(
          givenLeak({ gallons, policy: policyWith({ documents: null }) }),
          givenRequest({ leakOn: leakOn === null ? null : on(leakOn) }),
        ),
      );
    assert.deepEqual(found(null), [12]);
    assert.deepEqual(found('2026-07-01'), [14]);
    assert.deepEqual(billsOf(credited(givenLeak({ gallons }))), [14]);
    assert.deepEqual(issues({ gallons }, { billNumber: 12 }), ['documentsOn documents-late']);
    assert.deepEqual(issues({}, { documentsOn: on('2026-08-03'), leakOn: on('2026-07-16') }), ['bill no-bill']);
  });

  it('were read, where the policy credits no estimates', () => {
    assert.deepEqual(issues({ estimated: [13] }), ['bill read-estimated']);
    assert.deepEqual(issues({ estimated: [13], policy: policyWith({ estimatedReads: 'credited' }) }), []);
    const two = { gallons: [...YEAR, 20_000, 26_000], estimated: [13] };
    assert.deepEqual(billsOf(credited(givenLeak(two))), [14]);
  });

  it('were not credited before', () => {
    const policy = policyWith({ once: null });
    assert.deepEqual(issues({ policy, earlier: earlier('2026-07-20', [13]) }), ['bill bill-credited']);
    assert.match(
      messages({ policy, earlier: earlier('2026-07-20', [13]) }),
      /Bill 13 has a leak credit of 2026-07-20 already, receipt 41/,
    );
    const two = { gallons: [...YEAR, 20_000, 26_000], policy, earlier: earlier('2026-06-20', [13]) };
    assert.deepEqual(billsOf(credited(givenLeak(two))), [14]);
  });

  it('are above the usual use where the method measures from it, which needs bills before', () => {
    const policy = policyWith({ method: 'share-of-excess-use' });
    assert.deepEqual(issues({ policy, gallons: [...YEAR, 6_000] }), ['bill not-above-usual']);
    assert.match(
      messages({ policy, gallons: [...YEAR, 6_000] }),
      /for 6,000 gallons, which is not above the usual 6,000 gallons/,
    );
    assert.deepEqual(issues({ policy, gallons: [6_000, 6_000, 26_000] }, { billNumber: 3 }), ['bill too-few-bills']);
    assert.deepEqual(issues({ policy, gallons: [6_000, 6_000, 6_000, 26_000] }), []);
    // The Board's method needs none.
    assert.deepEqual(issues({ gallons: [26_000] }), []);
  });

  it('have something above the minimum bill', () => {
    assert.deepEqual(issues({ gallons: [...YEAR, 2_000] }, { billNumber: 13 }), ['bill nothing-to-credit']);
    assert.deepEqual(issues({ gallons: [...YEAR, 0] }, { billNumber: 13 }), ['bill nothing-to-credit']);
  });

  it('come out again to the cent, or nothing is credited', () => {
    const facts = givenLeak({ gallons: LEAK });
    const tampered = {
      ...facts,
      chargesOf: (billNumber: number) =>
        facts.chargesOf(billNumber).map((charge) => ({ ...charge, amountCents: cents(charge.amountCents + 1) })),
    };
    assert.deepEqual(issuesOf(calculateLeakCredit(givenRequest(), tampered)), ['bill bill-differs']);
  });
});

describe('sewer and tax of a leak credit', () => {
  const creditBy = (changes: object, given: Partial<GivenLeak> = {}) => {
    const policy = policyWith({ months: { most: 1, furtherAbovePercent: '50' }, ...changes });
    return chargesOfCredit(credited(givenLeak({ gallons: LEAK, policy, ...given })));
  };
  const WATER = ['water -50.36', 'water-tax -2.02'];

  it('go by the policy: no sewer, the same share of it, or all the gallons that never came to it', () => {
    assert.deepEqual(creditBy({ sewer: 'none' }), WATER);
    // 26,000 gallons are 105.86 and none 22.92: half of 82.94.
    assert.deepEqual(creditBy({ sewer: 'same-share' }), [...WATER, 'sewer -41.47']);
    // 20,000 gallons above the usual, at 3.19 a thousand.
    assert.deepEqual(creditBy({ sewer: 'leak-gallons' }), [...WATER, 'sewer -63.80']);
    assert.deepEqual(creditBy({ tax: 'none' }), ['water -50.36']);
  });

  it('leave alone a service that goes by agreed gallons', () => {
    const services = [
      { service: 'water' as const, tariffId: 'water', carts: null, unmeteredGallons: null },
      { service: 'sewer' as const, tariffId: 'sewer', carts: null, unmeteredGallons: 4_000 },
    ];
    assert.deepEqual(creditBy({ sewer: 'same-share' }, { bill: { services } }), WATER);
  });

  it('are no part of an account that has water alone', () => {
    assert.deepEqual(creditBy({ sewer: 'same-share' }, { versions: [CALERA] }), WATER);
  });
});
