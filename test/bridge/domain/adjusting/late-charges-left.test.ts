import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import {
  afterWaiver,
  newestLeft,
  standingCents,
  waivedBy,
  type ChargedLate,
  type StandingLateCharges,
} from '../../../../bridge/domain/adjusting/late-charges-left.js';

const FIRST = calendarDate('2026-10-26');
const SECOND = calendarDate('2026-11-26');
const isAlike = (one: string, other: string) => one === other;

const charge = (ruledOn: typeof FIRST, amount: number, changes: Partial<ChargedLate> = {}): ChargedLate => ({
  ...{
    dueOn: ruledOn,
    ruledOn,
    amountCents: cents(amount),
    openCents: cents(0),
    rootEntry: ruledOn === FIRST ? 10 : 20,
  },
  ...changes,
});
const waiver = (ruledOn: typeof FIRST, amount: number, entryNumber: number | null = 30) => {
  return { ruledOn, amountCents: cents(amount), entryNumber };
};
const paid = (...waived: StandingLateCharges['waived']): StandingLateCharges => {
  return { charged: [charge(SECOND, 500), charge(FIRST, 200)], waived };
};

describe('what waivers leave of late charges', () => {
  it('is of the newest charge that there was by then, not of one that was charged after the waiver', () => {
    const left = (late: StandingLateCharges) => {
      const newest = newestLeft(late);
      return [newest?.charge.ruledOn, newest?.leftCents, standingCents(late)];
    };
    assert.deepEqual(left(paid(waiver(SECOND, 100))), [SECOND, 400, 600]);
    assert.deepEqual(left(paid(waiver(FIRST, 200, 15))), [SECOND, 500, 500]);
    assert.deepEqual(left(paid(waiver(SECOND, 600))), [FIRST, 100, 100]);
    assert.deepEqual(left(paid(waiver(SECOND, 700))), [undefined, undefined, 0]);
  });

  it('goes back by the rules of the newest paid charge of which something is left', () => {
    assert.deepEqual(waivedBy(paid(), isAlike), { ruledOn: SECOND, mostCents: 500 });
    assert.deepEqual(waivedBy(paid(waiver(SECOND, 100)), isAlike), { ruledOn: SECOND, mostCents: 400 });
    assert.deepEqual(waivedBy(paid(waiver(SECOND, 500)), isAlike), { ruledOn: FIRST, mostCents: null });
    assert.deepEqual(waivedBy(paid(waiver(FIRST, 200)), isAlike), { ruledOn: SECOND, mostCents: null });
    assert.equal(waivedBy({ charged: [], waived: [] }, isAlike), null);
  });

  it('has no bound by rules where all were charged alike', () => {
    assert.deepEqual(
      waivedBy(paid(), () => true),
      { ruledOn: SECOND, mostCents: null },
    );
  });

  it('takes what is open before what was paid, which stays as it is', () => {
    const open = { charged: [charge(SECOND, 500, { openCents: cents(500) }), charge(FIRST, 200)], waived: [] };
    assert.deepEqual(waivedBy(open, isAlike), { ruledOn: FIRST, mostCents: null });
    const after = afterWaiver(open, cents(600), FIRST);
    assert.deepEqual(after.waived, [waiver(SECOND, 500, null), waiver(FIRST, 100, null)]);
    assert.deepEqual(
      after.charged.map(({ openCents }) => openCents),
      [0, 0],
    );
    assert.equal(standingCents(after), 100);
  });
});
