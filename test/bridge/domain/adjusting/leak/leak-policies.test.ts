import assert from 'node:assert/strict';
import { calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import { calculateLeakCredit } from '../../../../../bridge/domain/adjusting/leak/calculate-leak-credit.js';
import { leakPolicySchema, type LeakPolicy } from '../../../../../bridge/contract/settings/leak-policy.js';
import {
  CALERA,
  chargesOfCredit,
  credited,
  givenLeak,
  givenRequest,
  issuesOf,
  policyWith,
  SAMPLE_WATER,
  SEWER,
} from './given-leak.js';

const monthsOf = (usual: number, leak: number) => [...Array.from({ length: 12 }, () => usual), leak];
/** 26,000 gallons after a year of 6,000: Calera's $123.29 and $4.93 tax, where 6,000 are $43.29 and $1.73. */
const LEAK = monthsOf(6_000, 26_000);
const oneMonth = { months: { most: 1, furtherAbovePercent: '50' } };
const FIRST_BLOCK = { method: 'excess-at-first-block', creditedPercent: undefined, ...oneMonth };
const creditBy = (policy: LeakPolicy, gallons = LEAK, versions = [CALERA]) =>
  chargesOfCredit(credited(givenLeak({ gallons, policy, versions })));

describe('published leak policies', () => {
  it('the Board’s: half of the bill above the minimum bill, and of the tax on it', () => {
    // 123.29 - 22.58 = 100.71, half is 50.355; tax 4.93 - 0.90 = 4.03, half is 2.015. Halves go up.
    assert.deepEqual(creditBy(policyWith()), ['water -50.36', 'water-tax -2.02']);
  });

  it('half of the gallons above the average of 3, 4, 6 or 12 bills, priced again without them', () => {
    // Three bills of 2,000, then 3,000 three times: the averages of 3 and 4 bills are 3,000 and 2,750; of 6 bills 2,500.
    const gallons = [2_000, 2_000, 2_000, 3_000, 3_000, 3_000, 26_000];
    const half = (bills: number) =>
      creditBy(
        policyWith({ method: 'share-of-excess-use', usual: { bills, least: 3, by: 'bill' }, ...oneMonth }),
        gallons,
      );
    // All of it lies in the last block: half of 23,000, 23,250 and 23,500 gallons at $4.00 a thousand; tax on what is left.
    assert.deepEqual(half(3), ['water -46.00', 'water-tax -1.84']);
    assert.deepEqual(half(4), ['water -46.50', 'water-tax -1.86']);
    assert.deepEqual(half(6), ['water -47.00', 'water-tax -1.88']);
    assert.deepEqual(half(12), ['water -47.00', 'water-tax -1.88']);
  });

  it('the average of 12 bills at normal rates and half of what the leak costs', () => {
    const policy = policyWith({ method: 'share-of-excess-charge', ...oneMonth });
    // 3,000 gallons are 28.15 and 1.13 tax: half of 123.29 - 28.15 = 95.14, and of 4.93 - 1.13 = 3.80.
    assert.deepEqual(creditBy(policy, monthsOf(3_000, 26_000)), ['water -47.57', 'water-tax -1.90']);
  });

  it('25% of the excess where it is half above the usual, at most two months', () => {
    const policy = policyWith({
      method: 'share-of-excess-charge',
      creditedPercent: '25',
      abovePercent: '50',
      once: { per: 'months', months: 12 },
    });
    // 80.00 of water and 3.20 of tax.
    assert.deepEqual(creditBy(policy), ['water -20.00', 'water-tax -0.80']);
    // 9,000 gallons are just half above: 12.00 of water, 0.48 of tax (2.21 - 1.73); 8,999 are not.
    assert.deepEqual(creditBy(policy, monthsOf(6_000, 9_000)), ['water -3.00', 'water-tax -0.12']);
    const decision = calculateLeakCredit(givenRequest(), givenLeak({ gallons: monthsOf(6_000, 8_999), policy }));
    assert.deepEqual(issuesOf(decision), ['bill not-above-usual']);
    // The same again the month before: two months are credited, and not the third.
    const twice = [...Array.from({ length: 12 }, () => 6_000), 26_000, 26_000, 26_000];
    assert.deepEqual(creditBy(policy, twice), ['water -40.00', 'water-tax -1.60']);
  });

  it('the gallons above the usual at the first block that has a price', () => {
    const policy = policyWith(FIRST_BLOCK);
    // 30,000 gallons are 189.75, 6,000 are 40.40; 24,000 at the first block's $5.40 are 129.60.
    assert.deepEqual(creditBy(policy, monthsOf(6_000, 30_000), [SAMPLE_WATER]), ['water -19.75']);
    // Alabaster's sewer has one price for all gallons, so that none is lower.
    const withSewer = policyWith({ ...FIRST_BLOCK, sewer: 'same-share' });
    assert.deepEqual(creditBy(withSewer, monthsOf(6_000, 30_000), [SAMPLE_WATER, SEWER]), ['water -19.75']);
    // Where later blocks are cheaper there is nothing to credit.
    assert.deepEqual(issuesOf(calculateLeakCredit(givenRequest(), givenLeak({ gallons: LEAK, policy }))), [
      'bill nothing-to-credit',
    ]);
  });

  it('at most twice what the usual use costs', () => {
    const policy = policyWith({ method: 'at-most-times-usual', creditedPercent: undefined, times: '2', ...oneMonth });
    // 123.29 - 2 x 43.29, and 4.93 - 2 x 1.73.
    assert.deepEqual(creditBy(policy), ['water -36.71', 'water-tax -1.47']);
    // 15,000 gallons are 79.29, less than twice 43.29.
    const decision = calculateLeakCredit(givenRequest(), givenLeak({ gallons: monthsOf(6_000, 15_000), policy }));
    assert.deepEqual(issuesOf(decision), ['bill nothing-to-credit']);
  });

  it('one credit in 24 months, whatever the calendar year', () => {
    const policy = policyWith({ once: { per: 'months', months: 24 } });
    const earlier = (creditedOn: string) => [
      { creditedOn: calendarDate(creditedOn), billNumbers: [], where: 'receipt 41' },
    ];
    const decide = (creditedOn: string) =>
      issuesOf(calculateLeakCredit(givenRequest(), givenLeak({ gallons: LEAK, policy, earlier: earlier(creditedOn) })));
    assert.deepEqual(decide('2024-08-04'), ['account credited-before']);
    assert.deepEqual(decide('2024-08-03'), []);
  });

  it('none at all, with the reason', () => {
    const policy = leakPolicySchema.parse({ method: 'none', reason: 'The bond indenture allows no free water.' });
    const decision = calculateLeakCredit(givenRequest(), givenLeak({ gallons: LEAK, policy }));
    assert.deepEqual(issuesOf(decision), ['account no-leak-credits']);
    assert.match(
      'issues' in decision ? (decision.issues[0]?.message ?? '') : '',
      /bond indenture allows no free water/,
    );
  });
});
