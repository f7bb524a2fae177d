import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assignRows, closeColumns, openColumns } from '../../../addin/sheets/cell-writer.js';
import { cellsOf } from '../../../addin/sheets/formula-cells.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { billExplanationSheet } from '../../../bridge/contract/sheets/bill-explanation.js';
import {
  type BillExplanation,
  type BillInputs,
  type CompiledTariff,
  billRowKey,
  explanationRows,
  priceBill,
} from '../../../bridge/domain/tariff/index.js';
import { billExplanation } from '../../../bridge/queries/bill-explanation.js';
import { billExplanationSource } from '../../../bridge/queries/sheets/bill-explanation-rows.js';
import { givenHome } from '../../bridge/domain/tariff/given-tariff.js';
import { randomTariff } from '../../bridge/domain/tariff/random-tariff.js';
import { createOfficeHost, type OfficeHost } from '../../support/office-host/office-host.js';
import { postCrossingRun, UNCHANGED_RATES } from '../../support/town/crossing-run.js';
import { NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

const FIRST_ROW = 5;
const BILLS = 5;

describe('a bill explained in a sheet', () => {
  let office: OfficeHost;
  beforeEach(async () => {
    office = await createOfficeHost();
    office.install();
  });
  afterEach(() => office.dispose());

  /** Writes the rows and gives what the sheet works out in the amount column, by row key. */
  const computedRows = async (rows: readonly (readonly SheetCell[])[]): Promise<ReadonlyMap<string, unknown>> => {
    await office.Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('Sheet1');
      const block = sheet.getRange(`A${FIRST_ROW}:I${FIRST_ROW + rows.length - 1}`);
      const cells = cellsOf(billExplanationSheet, rows);
      openColumns(block, billExplanationSheet.columns);
      assignRows(block, cells);
      closeColumns(block, billExplanationSheet.columns, cells);
      await context.sync();
    });
    const amounts = office.person.values(`Sheet1!H${FIRST_ROW}:H${FIRST_ROW + rows.length - 1}`);
    return new Map(rows.map(([key], index) => [String(key), amounts[index]?.[0]]));
  };

  const computed = (explanation: BillExplanation): Promise<ReadonlyMap<string, unknown>> =>
    computedRows(
      explanationRows(explanation, 'water-1-').map((row): SheetCell[] => {
        const { key, part, what, how, quantity, price, amount, note } = row;
        return [key, 'water', part, what, how, quantity, price, amount, note];
      }),
    );

  const assertSameCents = async (explanation: BillExplanation): Promise<void> => {
    const amounts = await computed(explanation);
    // Adding zero makes minus zero, which cents do not know, a plain one.
    const cents = (key: string) => Math.round(Number(amounts.get(key)) * 100) + 0;
    assert.equal(cents(billRowKey('water-1-')), explanation.billCents, JSON.stringify(explanation.steps));
    explanation.lines.forEach((line, index) => assert.equal(cents(`water-1-line-${index + 1}`), line.cents));
  };

  it('works out the same cents again, the odd cent included', async () => {
    const lines = ['lines: [{component: a}, {component: b}, {component: c}]'];
    const tariff = givenHome(['a: 1.004', 'b: 2.004', 'c: usage_ccf', 'bill: a+b+c'], lines);
    const { billCents, explain } = priceBill(tariff, 'HOME', { usage_ccf: '0.003' });
    assert.equal(billCents, 301);
    await assertSameCents(explain());
  });

  it('states cents that a sheet’s digits would round the other way, and says so; an amount on the boundary stays live', async () => {
    const priced = (price: string, usage: string, rounding: string) => {
      const settings = [`rounding: {${rounding}}`, 'taxes: [{component: tax, rate: 4%, on: [charge]}]'];
      const tariff = givenHome([`charge: ${price}*usage_ccf`, 'bill: charge'], settings);
      return priceBill(tariff, 'HOME', { usage_ccf: usage });
    };
    const notesOf = (explanation: BillExplanation) => explanationRows(explanation, '').map(({ note }) => note);
    const isStated = (note: string) => note.includes('worked out by Curbstop');
    // 4% of 0.2499999875 is 0.0099999995 and of 0.499999988 is 0.01999999952: to nine decimals a cent and two.
    for (const [price, usage, rounding, count] of [
      ['0.0005', '499.999975', 'at: bill, how: down', 1],
      ['0.001', '499.999988', 'at: component, how: down', 1],
      ['0.001', '125', 'at: component, how: half_up', 0],
      ['0.001', '125', 'at: bill, how: half_even', 0],
    ] as const) {
      const explanation = priced(price, usage, rounding).explain();
      assert.equal(notesOf(explanation).filter(isStated).length, count, `${price} × ${usage}, ${rounding}`);
      await assertSameCents(explanation);
    }
  });

  it('shows what each tier took, at which price', async () => {
    const fields = ['tier_starts: [0, 6, 11]', 'tier_prices: [1.5, 2, 3]', 'commodity_charge: Tiered'];
    const tariff = givenHome([...fields, 'bill: commodity_charge']);
    const amounts = await computed(priceBill(tariff, 'HOME', { usage_ccf: '7.25' }).explain());
    const tiers = [...amounts].filter(([key]) => key.includes('tier')).map(([, amount]) => amount);
    assert.deepEqual(tiers, [7.5, 4.5, 0]);
  });

  describe('that versions divided by days', () => {
    const town = useTown();

    it('works out the same cents again, share by share and in all', async () => {
      const accountId = await postCrossingRun(town(), UNCHANGED_RATES);
      const { rows } = await billExplanationSource.read(town().database, { accountId }, NOW);
      const amounts = await computedRows(rows);
      const cents = (key: string) => Math.round(Number(amounts.get(key)) * 100);
      // $22.92 and $19.14 over 14, 8 and 9 days; each rounded by itself, a cent of the base would be lost.
      const shares = [...amounts.keys()].filter((key) => /share-\d+$/.test(key)).map(cents);
      assert.deepEqual(shares, [1035, 864, 592, 494, 665, 556]);
      const { totalCents } = await billExplanation(town().database, { accountId });
      assert.equal(cents('total'), totalCents);
    });
  });

  it('works out the same cents again, whatever the tariff', async function () {
    let explained = 0;
    await fc.assert(
      fc.asyncProperty(randomTariff(BILLS), async ({ fields, settings, inputs }) => {
        const tariff = givenHome(fields, settings);
        for (const data of inputs) {
          const explanation = explanationOf(tariff, data);
          // Beyond a million dollars a sheet's numbers have no digits left for the cents' fractions.
          if (explanation === null || largestOf(explanation) > 1e8) continue;
          explained += 1;
          await assertSameCents(explanation);
        }
      }),
      { numRuns: 60 },
    );
    assert.ok(explained > 60, `${explained} bills were explained`);
  });
});

function explanationOf(tariff: CompiledTariff, data: BillInputs): BillExplanation | null {
  try {
    return priceBill(tariff, 'HOME', data).explain();
  } catch (error) {
    if (error instanceof CurbstopError) return null;
    throw error;
  }
}

/** The bill's or a line's cents, whichever are most: a maximum leaves a small bill of large lines. */
function largestOf({ billCents, lines }: BillExplanation): number {
  return Math.max(...[billCents, ...lines.map(({ cents }) => cents)].map(Math.abs));
}
