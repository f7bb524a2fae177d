import assert from 'node:assert/strict';
import {
  chosenUnit,
  comparisonFacts,
  largeDifferences,
  reasonRows,
  serviceRows,
  unitChoices,
  unknownServices,
} from '../../../addin/taskpane/compare/comparison-rows.js';
import { shareOfEqual, type ComparisonReply } from '../../../bridge/contract/comparison.js';
import { cents } from '../../../bridge/contract/money.js';

const REPLY: ComparisonReply = {
  ...{
    billRunId: '1-2026-11',
    fileName: 'old.csv',
    lines: 1_500,
    equal: 1_498,
    equalPerMille: 998,
    equalOfOtherUsage: 0,
  },
  ...{ differs: 1, onlyTheirs: 1, onlyOurs: 0 },
  ...{ oursCents: cents(300_000), theirsCents: cents(301_200), apartCents: cents(1_400) },
  byService: [
    {
      service: 'water',
      lines: 1_500,
      equal: 1_498,
      oursCents: cents(0),
      theirsCents: cents(0),
      apartCents: cents(1_400),
    },
  ],
  byReason: [
    { reason: 'unknown-account', lines: 1, apartCents: cents(1_300) },
    { reason: 'meter-size', lines: 1, apartCents: cents(100) },
  ],
  largest: [
    {
      ...{ accountId: '10-0042-01', service: 'water', oursCents: null, theirsCents: cents(1_300) },
      ...{ differenceCents: cents(1_300), explanation: 'There is no account 10-0042-01 here.' },
    },
  ],
  notices: [],
};

describe('what the pane says of a comparison', () => {
  it('names counts and dollars, and equal lines of other usage only where there are some', () => {
    const labels = (reply: ComparisonReply) => comparisonFacts(reply).map(({ label }) => label);
    const equal = comparisonFacts(REPLY).find(({ label }) => label === 'Equal');
    assert.equal(equal?.value, '1,498 (99.8%)');
    assert.equal(labels(REPLY).includes('Equal with other usage'), false);
    assert.equal(labels({ ...REPLY, equalOfOtherUsage: 2 }).includes('Equal with other usage'), true);
  });

  it('says 100% only of what is equal throughout', () => {
    assert.deepEqual([999, 1_000, 5, 0].map(shareOfEqual), ['99.9%', '100.0%', '0.5%', '0.0%']);
  });

  it('lists reasons and services with the dollars that they are apart', () => {
    assert.deepEqual(reasonRows(REPLY)[1], ['Other meter size', '1', '$1.00']);
    assert.deepEqual(serviceRows(REPLY), [['Water', '1,498 of 1,500', '$14.00']]);
  });

  it('tells a line that is missing on a side as none', () => {
    const [largest] = largeDifferences(REPLY);
    assert.equal(largest?.title, '10-0042-01 water, +$13.00');
    assert.equal(largest.amounts, 'Theirs $13.00, ours none');
  });

  it('offers the units of usage, the heading’s own first', () => {
    assert.deepEqual(
      unitChoices().map(({ value }) => chosenUnit(value)),
      [null, 'gal', 'kgal', 'ccf'],
    );
  });

  it('takes the names of services that can be said the meaning of from what else is wrong', () => {
    const issue = { rowKey: 'line 2', column: 'service', message: 'm', fix: 'f' };
    const named = { ...issue, code: 'service-unknown', value: 'IRRIG' };
    const others = [
      { ...issue, code: 'service-unknown' },
      { ...issue, code: 'charge-invalid', value: 'x' },
    ];
    assert.deepEqual(unknownServices([named, ...others]), { unknown: [{ name: 'IRRIG', said: 'm' }], others });
  });
});
