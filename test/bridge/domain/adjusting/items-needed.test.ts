import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { services } from '../../../../bridge/contract/services.js';
import { adjustmentKinds, type AdjustmentKind } from '../../../../bridge/contract/sheets/adjustments.js';
import { decideAdjustments } from '../../../../bridge/domain/adjusting/decide-adjustments.js';
import { itemsNeeded } from '../../../../bridge/domain/adjusting/items-needed.js';
import type { TypedAdjustment } from '../../../../bridge/domain/adjusting/typed-adjustment.js';
import type { OpenItem } from '../../../../bridge/domain/ledger/open-item.js';
import {
  ACCOUNT,
  givenAccount,
  givenBill,
  givenFacts,
  typedRow,
} from '../../../support/adjusting/given-adjustments.js';
import { item } from '../../../support/ledger/given-items.js';
import { startingChart } from '../../../support/ledger/starting-chart.js';
import { givenLeak } from './leak/given-leak.js';

const OTHER = '10-0043-01';
const chart = startingChart();
const late = {
  charged: ['2026-07-28', '2026-06-28', '2026-05-28'].map((dueOn) => ({
    ...{ dueOn: calendarDate(dueOn), ruledOn: calendarDate(dueOn) },
    ...{ amountCents: cents(300), openCents: cents(300), rootEntry: 1 },
  })),
  waived: [],
};
const TODAY = '2026-08-03';

/** $9.00 of each type of charge on each of two accounts, and bills, late charges and a leak to adjust. */
const items = [ACCOUNT, OTHER].flatMap((accountId, place) =>
  chart.chargeTypes.map(({ chargeType }, index): OpenItem => ({
    ...item(10 * (place + 1) + index, chargeType, 900, { chargedOn: '2026-07-20', dueOn: '2026-08-01' }),
    accountId,
  })),
);
const charges = new Map(
  services.map((service) => [service, { serviceCents: cents(10_729), taxCents: cents(429) }] as const),
);
const facts = givenFacts({
  ...{ approval: 'emergency', today: calendarDate(TODAY), openItems: items, nextEntryNumber: 1_000 },
  leak: givenLeak({ gallons: [4_000, 4_000, 4_000, 22_000] }),
  accounts: new Map(
    [ACCOUNT, OTHER].map((accountId, place) => [
      accountId,
      givenAccount({
        ...{ accountId, lastBillNumber: place + 4, services, closedOn: calendarDate('2026-07-01') },
        lateCharges: new Map(services.map((service) => [service, late])),
      }),
    ]),
  ),
  bills: new Map(
    [ACCOUNT, OTHER].map((accountId, place) => [
      place + 4,
      givenBill({
        ...{ billNumber: place + 4, accountId, charges, totalCents: cents(33_474) },
        ...{ billedOn: calendarDate('2026-07-20'), periodFrom: calendarDate('2026-06-15') },
        periodTo: calendarDate('2026-07-15'),
      }),
    ]),
  ),
});

type Shape = 'with a service' | 'without';
const SHAPES: Readonly<Record<AdjustmentKind, readonly Shape[]>> = {
  leak: ['with a service'],
  misread: ['with a service'],
  'wrong tariff': ['with a service'],
  'wrong meter or multiplier': ['with a service'],
  'billed after move-out': ['with a service'],
  'billing error': ['with a service'],
  goodwill: ['with a service'],
  'returned payment fee': ['without'],
  'late charge waiver': ['with a service'],
  'deposit correction': ['without'],
  'transfer between accounts': ['with a service', 'without'],
  'write-off': ['with a service', 'without'],
  rebill: ['without'],
};
const WORKED_OUT: readonly AdjustmentKind[] = ['leak', 'late charge waiver', 'write-off', 'billed after move-out'];

interface Drawn {
  readonly kind: AdjustmentKind;
  readonly shape: Shape;
  readonly service: string;
  readonly accountId: string;
  readonly cents: number;
  readonly isWorkedOut: boolean;
}

const drawn: fc.Arbitrary<Drawn> = fc.constantFrom(...adjustmentKinds).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    shape: fc.constantFrom(...SHAPES[kind]),
    service: kind === 'leak' ? fc.constant('water') : fc.constantFrom(...services),
    accountId: fc.constantFrom(ACCOUNT, OTHER),
    cents: fc.integer({ min: 1, max: 2_500 }),
    isWorkedOut: fc.constant(WORKED_OUT.includes(kind)).chain((may) => (may ? fc.boolean() : fc.constant(false))),
  }),
);

function typedOf({ kind, shape, service, accountId, cents: amount, isWorkedOut }: Drawn, place: number) {
  const isMoved = kind === 'transfer between accounts' || kind === 'write-off';
  const typed = {
    ...{ kind, account: accountId, service: shape === 'without' ? null : service },
    amount: isWorkedOut || kind === 'rebill' ? null : `${isMoved ? '' : '-'}${(amount / 100).toFixed(2)}`,
    ...(kind === 'transfer between accounts' ? { otherAccount: accountId === ACCOUNT ? OTHER : ACCOUNT } : {}),
    ...(kind === 'leak' ? { cause: 'service line leak', documentsOn: '2026-07-29' } : {}),
    ...(kind === 'rebill' ? { bill: 4 } : {}),
  };
  return typedRow(typed, `k${place}`, place + 5);
}

function neededOf(typed: readonly TypedAdjustment[]): OpenItem[] {
  const needed = itemsNeeded(typed);
  return items.filter(({ accountId, chargeType }) => {
    const { service } = chart.chargeType(chargeType);
    return needed.some((each) => each.accountId === accountId && (each.service ?? service) === service);
  });
}

describe('the open items that rows of adjustments need', () => {
  const row = (kind: string, service: string | null, more: Record<string, string | null> = {}) =>
    typedRow({ kind, service, ...more });

  it('are those of its service for a correction, all of the account for a leak, a fee or a row without a service', () => {
    const of = (service: string | null) => [{ accountId: ACCOUNT, service }];
    assert.deepEqual(itemsNeeded([row('misread', 'water')]), of('water'));
    assert.deepEqual(itemsNeeded([row('leak', 'water', { cause: 'service line leak' })]), of(null));
    assert.deepEqual(itemsNeeded([row('returned payment fee', null)]), of(null));
    assert.deepEqual(itemsNeeded([row('write-off', null, { amount: null })]), of(null));
    assert.deepEqual(itemsNeeded([row('write-off', 'sewer', { amount: null })]), of('sewer'));
    assert.deepEqual(itemsNeeded([row('deposit correction', null)]), []);
  });

  it('are asked for once each, however many rows are of an account', () => {
    const rows = [row('misread', 'water'), row('goodwill', 'water'), row('billing error', 'garbage')];
    assert.deepEqual(itemsNeeded(rows), [
      { accountId: ACCOUNT, service: 'water' },
      { accountId: ACCOUNT, service: 'garbage' },
    ]);
    assert.deepEqual(itemsNeeded([...rows, row('write-off', null, { amount: null })]), [
      { accountId: ACCOUNT, service: null },
    ]);
  });

  it('decide the rows as all items do, whatever their kinds, amounts, order and number', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(drawn, { minLength: 1, maxLength: 8 }), (rows) => {
        const typed = rows.map(typedOf);
        const decision = decideAdjustments(typed, facts);
        assert.deepEqual(decideAdjustments(typed, { ...facts, openItems: neededOf(typed) }), decision);
        for (const { typed: made } of [...decision.adjustments, ...decision.entries]) seen.add(made.kind);
      }),
      { numRuns: 400 },
    );
    assert.deepEqual(
      [...adjustmentKinds].filter((kind) => !seen.has(kind)),
      ['rebill'],
    );
  });
});
