import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { Month } from '../../../../bridge/contract/month.js';
import { remittanceReport, type RemittanceFacts } from '../../../../bridge/domain/ledger/remittance.js';
import { ACCOUNTING, from, startingChart, WHEN_COLLECTED } from '../../../support/ledger/starting-chart.js';

const day = calendarDate;
const charged = (on: string, column: 'billed' | 'lateCharges' | 'adjusted', amountCents: number) => {
  return { on: day(on), ruledOn: day(on), column, chargeType: 'sewer', amountCents };
};
const applied = (on: string, ruledOn: string, column: 'collected' | 'writtenOff' | null, amountCents: number) => {
  return { on: day(on), ruledOn: day(ruledOn), column, chargeType: 'sewer', amountCents };
};
const posted = (on: string, ledgerAccount: string, amountCents: number) => {
  return { on: day(on), ledgerAccount, amountCents };
};

/**
 * A quarter. January: 100.00 billed, 60.00 paid. February: 200.00 billed, 40.00 paid on January's; 10.00 taken off
 * February's bill. March: the 40.00 came back, 30.00 of January's is written off, 50.00 of February's paid, and 20.00
 * that was written off is recovered.
 */
const QUARTER: Omit<RemittanceFacts, 'ledger'> = {
  charged: [
    charged('2026-01-08', 'billed', 10_000),
    charged('2026-02-08', 'billed', 20_000),
    charged('2026-02-20', 'adjusted', -1_000),
  ],
  items: [
    { on: day('2026-01-08'), ruledOn: day('2026-01-08'), chargeType: 'sewer', amountCents: 10_000 },
    { on: day('2026-02-08'), ruledOn: day('2026-02-08'), chargeType: 'sewer', amountCents: 20_000 },
  ],
  applied: [
    applied('2026-01-20', '2026-01-08', 'collected', 6_000),
    applied('2026-02-10', '2026-01-08', 'collected', 4_000),
    applied('2026-02-20', '2026-02-08', null, 1_000),
    applied('2026-03-02', '2026-01-08', 'collected', -4_000),
    applied('2026-03-05', '2026-01-08', 'writtenOff', 3_000),
    applied('2026-03-06', '2026-02-08', 'collected', 5_000),
    applied('2026-03-20', '2026-01-08', 'writtenOff', -2_000),
    applied('2026-03-20', '2026-01-08', 'collected', 2_000),
  ],
  remitted: [{ on: day('2026-02-15'), service: 'sewer', amountCents: 6_000 }],
};

describe('the remittance report', () => {
  const report = (facts: RemittanceFacts, chart = startingChart()) =>
    remittanceReport(facts, chart, '2026-01' as Month, '2026-03' as Month)
      .filter(({ service }) => service === 'sewer')
      .map((row) => [
        ...[row.basis, row.beforeCents, row.billedCents, row.adjustedCents, row.writtenOffCents, row.remittedCents],
        ...[row.collectedCents, row.notCollectedCents, row.dueCents, row.differenceCents],
      ]);

  it('of what is due when billed: charges and adjustments, less what the City bears and was paid', () => {
    const ledger = [
      posted('2026-01-08', '2110', -10_000),
      posted('2026-02-08', '2110', -20_000),
      posted('2026-02-15', '2110', 6_000),
      posted('2026-02-20', '2110', 1_000),
      posted('2026-03-05', '2110', 3_000),
      posted('2026-03-20', '2110', -2_000),
    ];
    assert.deepEqual(report({ ...QUARTER, ledger }), [
      ['billed', 0, 10_000, 0, 0, 0, 6_000, 0, 10_000, 0],
      ['billed', 10_000, 20_000, -1_000, 0, 6_000, 4_000, 0, 23_000, 0],
      ['billed', 23_000, 0, 0, 1_000, 0, 3_000, 0, 22_000, 0],
    ]);
  });

  it('of what is due when collected: money less what was returned and paid, and the rest is not collected', () => {
    const ledger = [
      posted('2026-01-08', '2115', -10_000),
      ...[posted('2026-01-20', '2115', 6_000), posted('2026-01-20', '2110', -6_000)],
      posted('2026-02-08', '2115', -20_000),
      ...[posted('2026-02-10', '2115', 4_000), posted('2026-02-10', '2110', -4_000)],
      posted('2026-02-15', '2110', 6_000),
      posted('2026-02-20', '2115', 1_000),
      ...[posted('2026-03-02', '2115', -4_000), posted('2026-03-02', '2110', 4_000)],
      posted('2026-03-05', '2115', 3_000),
      ...[posted('2026-03-06', '2115', 5_000), posted('2026-03-06', '2110', -5_000)],
      posted('2026-03-20', '2115', -2_000),
      ...[posted('2026-03-20', '2115', 2_000), posted('2026-03-20', '2110', -2_000)],
    ];
    assert.deepEqual(report({ ...QUARTER, ledger }, startingChart([from('2000-01-01', WHEN_COLLECTED)])), [
      ['collected', 0, 10_000, 0, 0, 0, 6_000, 4_000, 6_000, 0],
      ['collected', 10_000, 20_000, -1_000, 0, 6_000, 4_000, 19_000, 4_000, 0],
      ['collected', 23_000, 0, 0, 1_000, 0, 3_000, 15_000, 7_000, 0],
    ]);
  });

  it('after a change of basis keeps to the basis of the day of each charge', () => {
    const chart = startingChart([from('2000-01-01', ACCOUNTING), from('2026-02-01', WHEN_COLLECTED)]);
    const rows = report({ ...QUARTER, ledger: [] }, chart);
    assert.deepEqual(
      rows.map(([basis, , , , , , , notCollected, due]) => [basis, notCollected, due]),
      [
        ['billed', 0, 10_000],
        ['collected', 19_000, 4_000],
        ['collected', 14_000, 8_000],
      ],
    );
  });

  it('tells by how many cents the ledger has something else', () => {
    const [row] = report({ ...QUARTER, ledger: [posted('2026-01-08', '2110', -9_999)] });
    assert.equal(row?.at(-1), 1);
  });

  it('leaves what the utility bears out of what the City does', () => {
    const chart = startingChart([from('2000-01-01', { ...ACCOUNTING, writeOffBearer: 'utility' })]);
    const rows = report({ ...QUARTER, ledger: [] }, chart);
    assert.deepEqual(
      rows.map((row) => [row[4], row[8]]),
      [
        [0, 10_000],
        [0, 23_000],
        [0, 23_000],
      ],
    );
  });
});
