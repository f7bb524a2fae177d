import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimalTextToCents } from '../../../../../bridge/contract/money.js';
import { calculateLeakCredit } from '../../../../../bridge/domain/adjusting/leak/calculate-leak-credit.js';
import { priceForUse } from '../../../../../bridge/domain/adjusting/leak/price-again.js';
import { billsOf, CALERA, givenLeak, givenRequest, policyWith, SAMPLE_WATER, SEWER } from './given-leak.js';

const percent = fc.integer({ min: 0, max: 100_000 }).map((thousandths) => String(thousandths / 1000));
const method = fc.oneof(
  fc.record({
    method: fc.constantFrom('share-above-minimum', 'share-of-excess-use', 'share-of-excess-charge'),
    creditedPercent: percent,
  }),
  fc.record({ method: fc.constant('excess-at-first-block'), creditedPercent: fc.constant(undefined) }),
  fc.record({
    method: fc.constant('at-most-times-usual'),
    times: fc.constantFrom('1', '1.5', '2', '10'),
    creditedPercent: fc.constant(undefined),
  }),
);
const policy = fc
  .record({
    sewer: fc.constantFrom('none', 'same-share', 'leak-gallons'),
    tax: fc.constantFrom('in-proportion', 'none'),
    by: fc.constantFrom('bill', 'day'),
  })
  .chain(({ by, ...limits }) =>
    method.map((each) => policyWith({ ...limits, ...each, usual: { bills: 6, least: 1, by } })),
  );
const gallons = fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 2, maxLength: 14 });
const water = fc.constantFrom(CALERA, SAMPLE_WATER);

describe('any leak credit by any policy', () => {
  it('is a credit, and never more than the bills have above their minimum, for each type of charge', () => {
    let credits = 0;
    fc.assert(
      fc.property(policy, gallons, water, (given, used, version) => {
        const facts = givenLeak({ gallons: used, policy: given, versions: [version, SEWER] });
        const credit = calculateLeakCredit(givenRequest(), facts);
        if ('issues' in credit) return;
        credits += 1;
        const most = new Map<string, number>();
        for (const billNumber of billsOf(credit)) {
          const billed = used[billNumber - 1] ?? 0;
          const [full, least] = [billed, 0].map((use) =>
            priceForUse(facts.chargesOf(billNumber), { gallons: use, billed }),
          );
          for (const service of ['water', 'sewer'] as const) {
            for (const nature of ['service', 'tax'] as const) {
              const above = (full?.get(service)?.[nature] ?? 0) - (least?.get(service)?.[nature] ?? 0);
              const chargeType = facts.chargeTypeOf(service, nature);
              most.set(chargeType, (most.get(chargeType) ?? 0) + above);
            }
          }
        }
        assert.ok(credit.charges.length > 0);
        for (const { chargeType, amountCents } of credit.charges) {
          assert.ok(amountCents < 0 && 0 - amountCents <= (most.get(chargeType) ?? 0), `${chargeType} ${amountCents}`);
        }
      }),
    );
    assert.ok(credits > 20);
  });

  it('is the sum of its lines, and comes out again the same', () => {
    fc.assert(
      fc.property(policy, gallons, water, (given, used, version) => {
        const facts = givenLeak({ gallons: used, policy: given, versions: [version, SEWER] });
        const credit = calculateLeakCredit(givenRequest(), facts);
        assert.deepEqual(calculateLeakCredit(givenRequest(), facts), credit);
        if ('issues' in credit) return;
        const sums = new Map<string, number>();
        for (const { chargeType, amount, unit } of credit.lines) {
          if (chargeType === null) continue;
          assert.equal(unit, 'dollars');
          sums.set(chargeType, (sums.get(chargeType) ?? 0) + (decimalTextToCents(amount) ?? NaN));
        }
        for (const { chargeType, amountCents } of credit.charges) assert.equal(sums.get(chargeType), amountCents);
        assert.equal([...sums.values()].filter((sum) => sum !== 0).length, credit.charges.length);
      }),
    );
  });
});
