import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import type { ServiceName } from '../../../../bridge/contract/services.js';
import { billChanges, type ChangedBill } from '../../../../bridge/domain/rebilling/bill-changes.js';
import { changeEachWay, eachWayWords } from '../../../../bridge/domain/rebilling/change-each-way.js';

type Charged = Partial<Record<ServiceName, number>>;

const PERIOD = { from: calendarDate('2026-09-01'), to: calendarDate('2026-10-01'), days: 30, fullDays: 30 };

function remade(was: Charged, now: Charged): ChangedBill {
  const charges = (of: Charged) =>
    (Object.entries(of) as [ServiceName, number][]).map(([service, amount]) => ({
      service,
      amountCents: cents(amount),
    }));
  return { posted: { billNumber: 7, period: PERIOD, charges: charges(was) }, bill: { charges: charges(now) } };
}

describe('what bills that are made again change each way', () => {
  it('counts what one bill gives back by itself, whatever another charges more', () => {
    const bills = [remade({ water: 60_000 }, { water: 10_000 }), remade({ water: 1_000 }, { water: 50_900 })];
    const change = changeEachWay(billChanges(bills));
    assert.deepEqual(change, { creditCents: 50_000, chargeCents: 49_900 });
    assert.equal(eachWayWords(change), 'The bills give back $500.00 and charge $499.00 more, -$1.00 in all.');
  });

  it('counts each service of a bill by itself, one that is new or gone too', () => {
    const changes = billChanges([remade({ water: 500, sewer: 300 }, { sewer: 200, garbage: 700 })]);
    assert.deepEqual(
      changes.map(({ service, wasCents, nowCents }) => [service, wasCents, nowCents]),
      [
        ['water', 500, 0],
        ['sewer', 300, 200],
        ['garbage', 0, 700],
      ],
    );
    assert.deepEqual(changeEachWay(changes), { creditCents: 600, chargeCents: 700 });
  });

  it('is nothing each way where no charge changed', () => {
    assert.deepEqual(changeEachWay(billChanges([remade({ water: 500 }, { water: 500 })])), {
      creditCents: 0,
      chargeCents: 0,
    });
  });
});
