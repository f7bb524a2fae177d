import assert from 'node:assert/strict';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { z } from 'zod';
import { withColumns, type BoundSheet } from '../../../addin/sheets/bound-sheet.js';
import { assignRows, closeColumns, openColumns } from '../../../addin/sheets/cell-writer.js';
import { cellsOf } from '../../../addin/sheets/formula-cells.js';
import { BINDING_NAMESPACE, bindingFromXml } from '../../../addin/sheets/pull-binding.js';
import { readSheet } from '../../../addin/sheets/sheet-reader.js';
import { digestOf } from '../../../addin/sheets/sheet-rows.js';
import { writePull } from '../../../addin/sheets/sheet-writer.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import * as build from '../../../bridge/contract/sheets/formula-builder.js';
import type { SheetKind } from '../../../bridge/contract/sheets/sheet-kind.js';
import { createOfficeHost, type OfficeHost } from '../../support/office-host/office-host.js';

const WRITING = { onRows: () => undefined, signal: undefined };
const kind: SheetKind = {
  id: 'made-up',
  title: 'Made up',
  purpose: 'review',
  description: 'A sheet with formulas.',
  parameters: z.object({}),
  columns: [
    { id: 'step', header: 'Step', type: 'key', width: 10, help: 'The step.' },
    { id: 'label', header: 'Label', type: 'text', width: 10, help: 'What it is.' },
    { id: 'rate', header: 'Rate', type: 'decimal', width: 10, help: 'The rate.' },
    { id: 'value', header: 'Value', type: 'formula', width: 10, help: 'The value.' },
    { id: 'note', header: 'Note', type: 'text', width: 10, editable: true, help: 'A note.' },
  ],
};

const ROWS: SheetCell[][] = [
  ['total', 'Total', null, '=ROUND(ROUND({charge}+{base},9),2)', null],
  ['base', "=1+1';HYPERLINK(", null, '12.29', '=1+1'],
  ['charge', '@SUM(A1)', '4.05', '={charge:rate}*{usage}', '";HYPERLINK("http://x")'],
  ['usage', '-1', null, '27.3', "'"],
  ['gap', 'A\nB', null, null, null],
];

describe('formula columns', () => {
  let office: OfficeHost;
  beforeEach(async () => {
    office = await createOfficeHost();
    office.install();
  });
  afterEach(() => {
    const { unknownMembers, unknownFunctions } = office.host;
    office.dispose();
    assert.deepEqual([unknownMembers, unknownFunctions], [[], []]);
  });

  const write = (rows: readonly SheetCell[][], sheetKind = kind): Promise<string> =>
    office.Excel.run((context) => {
      const place = {
        reused: null,
        sheetName: 'Made up',
        tableName: 'Curbstop_Made_up',
        takenNames: new Set<string>(),
      };
      const pull = {
        pullId: 'P1',
        kind: 'ledger',
        subject: 'x',
        asOf: 'x',
        rowCount: rows.length,
        totals: [],
      } as const;
      const pulled = { kind: sheetKind, pull: { ...pull, totals: [] }, parameters: {}, rows };
      return writePull(context, place, pulled, WRITING);
    });

  const withBound = <Result>(use: (context: Excel.RequestContext, bound: BoundSheet) => Promise<Result>) =>
    office.Excel.run(async (context) => {
      const table = context.workbook.tables.getItem('Curbstop_Made_up');
      const part = context.workbook.customXmlParts.getByNamespace(BINDING_NAMESPACE).getOnlyItem();
      const xml = part.getXml();
      await context.sync();
      const binding = bindingFromXml(xml.value);
      assert.ok(binding !== null);
      return use(
        context,
        await withColumns(context, {
          table,
          sheetName: 'Made up',
          kind,
          part,
          binding,
          isAdopted: false,
          places: null,
        }),
      );
    });

  /** Tells whether the cells that are not the person's to fill are as they were pulled. */
  const isAsPulled = (): Promise<boolean> =>
    withBound(async (context, bound) => {
      const { fixed } = await readSheet(context, bound);
      return (await digestOf(fixed.rows)) === bound.binding.fixedDigest;
    });

  it('hold live formulas over cells of the table, which compute; numbers stay numbers', async () => {
    await write(ROWS);
    assert.deepEqual(office.person.formulas("'Made up'!D5:D9"), [
      ['=ROUND(ROUND(D7+D6,9),2)'],
      [12.29],
      ['=C7*D8'],
      [27.3],
      [''],
    ]);
    const values = office.person.values("'Made up'!D5:D9").map(([value]) => value);
    // 4.05 * 27.3 + 12.29 is 122.855 exactly, and a little less in binary.
    assert.deepEqual([values[0], values[1], values[3], values[4]], [122.86, 12.29, 27.3, '']);
    office.person.type("'Made up'!D8", 30);
    assert.deepEqual(office.person.values("'Made up'!D5"), [[133.79]]);
  });

  it('leave the texts of all other columns texts', async () => {
    await write(ROWS);
    for (const [letter, index] of [
      ['A', 0],
      ['B', 1],
      ['E', 4],
    ] as const) {
      const address = `'Made up'!${letter}5:${letter}9`;
      const texts = ROWS.map((row) => [row[index] ?? '']);
      assert.deepEqual(office.person.values(address), texts);
      assert.deepEqual(office.person.formulas(address), texts);
    }
    const formulas = office.person.formulas("'Made up'!A1:F9").flat();
    assert.equal(formulas.filter((formula) => /^=(ROUND|C7)/.test(String(formula))).length, 2);
  });

  it('have no filter buttons over them, as sorting would send plain addresses astray', async () => {
    await write(ROWS);
    const shown = await withBound(async (context, { table }) => {
      table.load('showFilterButton');
      await context.sync();
      return table.showFilterButton;
    });
    assert.equal(shown, false);
  });

  it('follow their cells when a row is inserted among them', async () => {
    await write(ROWS);
    office.person.insertRows('Made up', 7);
    assert.deepEqual(office.person.values("'Made up'!D5"), [[122.86]]);
  });

  it('compute in a workbook that is calculated by hand, also from formulas that are written after them', async () => {
    await office.Excel.run(async (context) => {
      context.workbook.application.calculationMode = 'Manual';
      await context.sync();
    });
    const [step, ...others] = kind.columns;
    const doubled = { id: 'doubled', header: 'Doubled', type: 'formula', width: 10, help: 'Twice the value.' } as const;
    const columns = step === undefined ? [] : [step, doubled, ...others];
    const rows = [
      ['sum', '={sum:value}*{two}', '', null, '={base}+{two:value}', null],
      ['base', null, '', null, '4', null],
      ['two', '2', '', null, '1', null],
    ];
    await write(rows, { ...kind, columns });
    assert.deepEqual(office.person.values("'Made up'!B5:E5"), [[10, '', '', 5]]);
  });

  it('are as pulled until somebody writes over a formula or a number, and are never read as entries', async () => {
    await write(ROWS);
    assert.equal(await isAsPulled(), true);
    office.person.type("'Made up'!D8", 28);
    assert.equal(await isAsPulled(), false);
    office.person.type("'Made up'!D8", 27.3);
    assert.equal(await isAsPulled(), true);
    office.person.type("'Made up'!D5", 122.86);
    assert.equal(await isAsPulled(), false);
    const { sent } = await withBound(readSheet);
    assert.deepEqual(
      sent.rows.map(({ cells, formulas }) => [cells, formulas]),
      ROWS.map((row) => [[row[4] ?? ''], []]),
    );
  });

  for (const cell of [
    '=HYPERLINK("http://x","y")',
    '=A1',
    '+1',
    '@SUM(1)',
    '-x',
    '="a\nb"',
    '="";HYPERLINK("x")',
    'Ann',
  ]) {
    it(`are not written, nor is anything else, when one holds ${JSON.stringify(cell)}`, async () => {
      await assert.rejects(write([...ROWS, ['bad', null, null, cell, null]]), { code: 'unsafe-formula' });
      assert.deepEqual(
        office.host.workbook.sheets.map(({ name }) => name),
        ['Sheet1'],
      );
    });
  }

  /** A formula and what it comes to in exact arithmetic. */
  interface Sample {
    readonly part: build.FormulaPart;
    readonly exact: Decimal;
  }
  /** Divisions by these end, so that the reference is exact. */
  const DIVISORS = [1, 2, 4, 5, 8, 16, 20, 25, 32, 40, 50, 64];
  const Exact = Decimal.clone({ precision: 80 });
  const INPUTS = ['27.3', '0.615', '-4.05', '1000', '0'];
  const sample = (part: build.FormulaPart, exact: Decimal.Value): Sample => ({ part, exact: new Exact(exact) });
  const decimals = (whole: number, places: number): fc.Arbitrary<string> =>
    fc
      .tuple(fc.integer({ min: -whole, max: whole }), fc.integer({ min: 0, max: places }))
      .map(([size, place]) => new Decimal(size).div(new Decimal(10).pow(place)).toFixed(place));

  const { tree } = fc.letrec<{ tree: Sample; leaf: Sample }>((tie) => ({
    leaf: fc.oneof(
      decimals(99_999, 3).map((text) => sample(build.number(text), text)),
      fc.nat(INPUTS.length - 1).map((at) => sample(build.exactReference(`v${at}`, 'rate'), INPUTS[at] ?? '0')),
      fc.nat(INPUTS.length - 1).map((at) => sample(build.exactReference(`v${at}`), INPUTS[at] ?? '0')),
    ),
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      tie('leaf'),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => sample(build.add(a.part, b.part), a.exact.plus(b.exact))),
      fc
        .tuple(tie('tree'), tie('tree'))
        .map(([a, b]) => sample(build.subtract(a.part, b.part), a.exact.minus(b.exact))),
      fc
        .tuple(tie('tree'), decimals(999, 4))
        .map(([a, text]) => sample(build.multiply(a.part, build.number(text)), a.exact.times(text))),
      fc
        .tuple(tie('tree'), fc.constantFrom(...DIVISORS))
        .map(([a, by]) => sample(build.divide(a.part, build.number(String(by))), a.exact.div(by))),
      fc
        .tuple(tie('tree'), tie('tree'))
        .map(([a, b]) => sample(build.min(a.part, b.part), Decimal.min(a.exact, b.exact))),
      fc
        .tuple(tie('tree'), tie('tree'))
        .map(([a, b]) => sample(build.max(a.part, b.part), Decimal.max(a.exact, b.exact))),
      fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => sample(build.sum(a.part, b.part), a.exact.plus(b.exact))),
      tie('tree').map((a) => sample(build.absolute(a.part), a.exact.abs())),
      fc
        .tuple(tie('tree'), fc.integer({ min: 0, max: 4 }))
        .map(([a, places]) =>
          sample(build.round(a.part, places), a.exact.toDecimalPlaces(places, Decimal.ROUND_HALF_UP)),
        ),
      fc
        .tuple(tie('tree'), fc.integer({ min: 0, max: 3 }))
        .map(([a, places]) => sample(build.roundUp(a.part, places), a.exact.toDecimalPlaces(places, Decimal.ROUND_UP))),
      fc
        .tuple(tie('tree'), fc.integer({ min: 0, max: 3 }))
        .map(([a, places]) =>
          sample(build.roundDown(a.part, places), a.exact.toDecimalPlaces(places, Decimal.ROUND_DOWN)),
        ),
      fc.tuple(tie('tree'), tie('tree'), tie('tree'), tie('tree')).map(([a, b, yes, no]) => {
        const holds = a.exact.lt(b.exact);
        return sample(build.either(build.less(a.part, b.part), yes.part, no.part), holds ? yes.exact : no.exact);
      }),
    ),
  }));

  /** Whole cents, half away from zero; adding 0 makes a plain zero of a negative one. */
  const centsOf = (amount: Decimal): number =>
    amount.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber() + 0;

  /** Within what a bill can come to, and within a template's limits. */
  const fits = ({ part, exact }: Sample): boolean => part.text.length < 1_900 && exact.abs().lt(900_000);

  it('compute, whatever is put together, the same cents as exact arithmetic does', async () => {
    const inputs = INPUTS.map((value, index): SheetCell[] => [`v${index}`, null, value, value, null]);
    await fc.assert(
      fc.asyncProperty(fc.array(tree.filter(fits), { minLength: 20, maxLength: 20 }), async (samples) => {
        const formulas = samples.map(({ part }, index): SheetCell[] => {
          return [`f${index}`, null, null, build.formula(build.round(part, 2)), null];
        });
        await office.Excel.run(async (context) => {
          const block = context.workbook.worksheets.getItem('Sheet1').getRange(`A5:F${4 + inputs.length + 20}`);
          const columns = [...kind.columns, { type: 'text' } as const];
          openColumns(block, columns);
          assignRows(block, cellsOf(kind, [...inputs, ...formulas]));
          closeColumns(block, columns, []);
          await context.sync();
        });
        const computed = office.person.values('Sheet1!D10:D29').map(([value]) => centsOf(new Decimal(value as number)));
        assert.deepEqual(
          computed,
          samples.map(({ exact }) => centsOf(exact)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('count full blocks and what is left over as exact arithmetic does', async () => {
    const usages = fc.tuple(fc.nat(2_000_000), fc.integer({ min: 1, max: 5_000 }), decimals(9_999, 4));
    await fc.assert(
      fc.asyncProperty(fc.array(usages, { minLength: 20, maxLength: 20 }), async (list) => {
        const rows = list.flatMap(([usage, size, rate], index): SheetCell[][] => [
          [`usage${index}`, null, rate, String(usage), null],
          [`blocks${index}`, null, null, `=INT({usage${index}}/${size})`, null],
          [`rest${index}`, null, null, `=ROUND(ROUND(MOD({usage${index}},${size})*{usage${index}:rate},9),2)`, null],
        ]);
        await office.Excel.run(async (context) => {
          const block = context.workbook.worksheets.getItem('Sheet1').getRange(`A5:F${4 + rows.length}`);
          assignRows(block, cellsOf(kind, rows));
          await context.sync();
        });
        const computed = office.person.values(`Sheet1!D5:D${4 + rows.length}`).map(([value]) => Number(value) + 0);
        const exact = list.flatMap(([usage, size, rate]) => {
          const rest = new Decimal(usage).mod(size).times(rate).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
          return [usage, Math.floor(usage / size), rest.toNumber() + 0];
        });
        assert.deepEqual(computed, exact);
      }),
      { numRuns: 25 },
    );
  });
});
