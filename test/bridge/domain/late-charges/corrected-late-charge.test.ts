import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cents } from '../../../../bridge/contract/money.js';
import type { ServiceName } from '../../../../bridge/contract/services.js';
import { correctedLateCharge, withinWhatStands } from '../../../../bridge/domain/late-charges/corrected-late-charge.js';

function late(owed: number, shares: Readonly<Partial<Record<ServiceName, number>>>) {
  const amounts = Object.entries(shares).map(([service, amount]) => {
    return { service: service as ServiceName, amountCents: cents(amount) };
  });
  const amount = cents(amounts.reduce((sum, { amountCents }) => sum + amountCents, 0));
  return { owedCents: cents(owed), baseCents: cents(owed), chargeCents: amount, amountCents: amount, shares: amounts };
}

const CHARGED = { ...late(10_000, { water: 600, sewer: 400 }), firstCents: cents(1_000) };

type Asked = Parameters<typeof correctedLateCharge>[1];

describe('a late charge after bills were corrected', () => {
  it('is what the rule asks by the corrected bills, shared as that is', () => {
    const corrected = correctedLateCharge(CHARGED, CHARGED, late(7_000, { water: 500, sewer: 200 }));
    assert.deepEqual(corrected, {
      ...{ amountCents: 700, owedCents: 7_000, baseCents: 7_000 },
      shares: [
        { service: 'water', amountCents: 500 },
        { service: 'sewer', amountCents: 200 },
      ],
    });
  });

  it('stays where the rule asks as much, or more than was charged first', () => {
    assert.equal(correctedLateCharge(CHARGED, CHARGED, CHARGED), null);
    assert.equal(correctedLateCharge(CHARGED, CHARGED, late(20_000, { water: 2_000 })), null);
  });

  it('goes back wholly where the rule asks nothing any more, and never more than was charged', () => {
    const gone = correctedLateCharge(CHARGED, CHARGED, null);
    assert.deepEqual([gone?.amountCents, gone?.shares], [0, []]);
    const dear = late(50_000, { water: 5_000 });
    assert.equal(correctedLateCharge(CHARGED, dear, null)?.amountCents, 0);
  });

  it('is less only by what the correction changes, not by payments that were found since', () => {
    // The rule asked $4 before the correction, as most was found paid in time, and asks $3 after it.
    const [before, after] = [late(4_000, { water: 400 }), late(3_000, { water: 300 })];
    const corrected = correctedLateCharge(CHARGED, before, after);
    assert.equal(corrected?.amountCents, 900);
    assert.deepEqual(corrected?.shares, [{ service: 'water', amountCents: 900 }]);
  });

  it('that is left where nothing is asked stays on what was owed then', () => {
    const corrected = correctedLateCharge(CHARGED, late(4_000, { water: 400 }), null);
    assert.deepEqual([corrected?.amountCents, corrected?.owedCents, corrected?.baseCents], [600, 10_000, 10_000]);
    assert.deepEqual(
      corrected?.shares.map(({ amountCents }) => amountCents),
      [360, 240],
    );
  });
});

describe('a late charge that was lowered', () => {
  const low = late(7_000, { water: 500, sewer: 200 });
  const lowered = { ...low, firstCents: cents(1_000) };
  const gone = { ...lowered, amountCents: cents(0), shares: [] };

  it('is raised again as far as the rule asks more by bills that were corrected once more', () => {
    const raised = correctedLateCharge(lowered, low, late(8_000, { water: 500, sewer: 300 }));
    assert.deepEqual([raised?.amountCents, raised?.shares[1]?.amountCents], [800, 300]);
    assert.deepEqual(correctedLateCharge(gone, null, CHARGED)?.shares, CHARGED.shares);
  });

  it('is never more than was charged first', () => {
    assert.equal(correctedLateCharge(lowered, low, late(20_000, { water: 2_000 }))?.amountCents, 1_000);
  });

  it('goes back only as far as the rule asks less than what is charged, where it asked more than that', () => {
    const dear = late(50_000, { water: 5_000 });
    assert.equal(correctedLateCharge(lowered, dear, late(20_000, { water: 2_000 })), null);
    assert.equal(correctedLateCharge(lowered, dear, late(4_000, { water: 400 }))?.amountCents, 400);
  });

  it('is shared anew where the bills ask as much of other services', () => {
    const other = late(7_000, { water: 200, sewer: 500 });
    assert.deepEqual(correctedLateCharge(lowered, low, other)?.shares, other.shares);
  });

  it('is as it was by whatever ways the bills came back to what they were', () => {
    const cap = fc.integer({ min: 0, max: 1_000 });
    fc.assert(
      fc.property(fc.array(cap, { maxLength: 8 }), (asked) => {
        let [charge, before] = [CHARGED as Parameters<typeof correctedLateCharge>[0], CHARGED as Asked];
        for (const amount of [...asked, 1_000]) {
          const after = amount === 0 ? null : late(10 * amount, { water: amount });
          charge = { ...charge, ...correctedLateCharge(charge, before, after) };
          assert.equal(charge.amountCents, amount);
          before = after;
        }
      }),
    );
  });
});

describe('a late charge after bills were corrected and some of it was waived', () => {
  const corrected = correctedLateCharge(CHARGED, CHARGED, late(7_000, { water: 500, sewer: 200 }));
  const within = (water: number, sewer: number) => {
    assert.ok(corrected);
    const standing = new Map<ServiceName, ReturnType<typeof cents>>([
      ['water', cents(water)],
      ['sewer', cents(sewer)],
    ]);
    return withinWhatStands(corrected, CHARGED, standing);
  };

  it('goes back as the rule says where as much of each service stands', () => {
    assert.deepEqual(within(100, 200), corrected);
  });

  it('goes back no further than what stands of a service, and the rest stays charged beside its waiver', () => {
    const capped = within(600, 50);
    assert.equal(capped?.amountCents, 850);
    assert.deepEqual(capped?.shares, [
      { service: 'water', amountCents: 500 },
      { service: 'sewer', amountCents: 350 },
    ]);
  });

  it('stays where all was waived, also where more was waived than stands by now', () => {
    assert.equal(within(0, 0), null);
    assert.equal(within(-100, -100), null);
  });
});
