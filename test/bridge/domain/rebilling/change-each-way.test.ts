import assert from 'node:assert/strict';
import { cents } from '../../../../bridge/contract/money.js';
import type { ServiceName } from '../../../../bridge/contract/services.js';
import { changeEachWay, eachWayWords, type ChangedBill } from '../../../../bridge/domain/rebilling/change-each-way.js';

type Charged = Partial<Record<ServiceName, number>>;

function remade(was: Charged, now: Charged): ChangedBill {
  const charges = (of: Charged) =>
    (Object.entries(of) as [ServiceName, number][]).map(([service, amount]) => ({
      service,
      amountCents: cents(amount),
    }));
  return { posted: { charges: charges(was) }, bill: { charges: charges(now) } };
}

describe('what bills that are made again change each way', () => {
  it('counts what one bill gives back by itself, whatever another charges more', () => {
    const change = changeEachWay([
      remade({ water: 60_000 }, { water: 10_000 }),
      remade({ water: 1_000 }, { water: 50_900 }),
    ]);
    assert.deepEqual(change, { creditCents: 50_000, chargeCents: 49_900 });
    assert.equal(eachWayWords(change), 'The bills give back $500.00 and charge $499.00 more, -$1.00 in all.');
  });

  it('counts each service of a bill by itself, one that is new or gone too', () => {
    const change = changeEachWay([remade({ water: 500, sewer: 300 }, { sewer: 200, garbage: 700 })]);
    assert.deepEqual(change, { creditCents: 600, chargeCents: 700 });
  });

  it('is nothing each way where no charge changed', () => {
    assert.deepEqual(changeEachWay([remade({ water: 500 }, { water: 500 })]), { creditCents: 0, chargeCents: 0 });
  });
});
