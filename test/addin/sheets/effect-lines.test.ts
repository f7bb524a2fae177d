import assert from 'node:assert/strict';
import type { PushOptions } from '../../../addin/sheets/sheet-engine.js';
import { cents } from '../../../bridge/contract/money.js';
import { closeDesk, openDesk, type Desk } from './support/desk.js';

const PREVIEW: PushOptions = { dryRun: true, mode: 'all' };
const PUSH: PushOptions = { dryRun: false, mode: 'all' };

describe('what a push comes to, above the table', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.totals = [
      { label: 'Charges', value: '$0.00' },
      { label: 'Net', value: '-$45.00' },
    ];
    desk.bridge.effect = {
      ledger: [
        { ledgerAccount: '1110', name: 'Water receivable', amountCents: cents(-4_500) },
        { ledgerAccount: '4010', name: 'Water revenue', amountCents: cents(4_500) },
      ],
      cityCents: cents(-1_200),
      balances: [],
      items: [],
    };
    await desk.engine.pull('adjustments', {});
    desk.office.person.paste('Adjustments!E5', [['10-1', 'water', 'goodwill', -45, 'leak fixed']]);
  });
  afterEach(() => closeDesk(desk));

  const LEDGER = 'General ledger: 1110 Water receivable $45.00 credit; 4010 Water revenue $45.00 debit';
  const PREVIEWED = 'Preview, not posted yet: City’s part $12.00 less, Net -$45.00';
  /** What the cells of the first two rows hold right of the title. */
  const lines = () =>
    desk.office.person
      .values('Adjustments!B1:R2')
      .flat()
      .filter((cell) => cell !== '');

  it('is the totals, the City’s part and each account of the general ledger; a push takes the place of a preview', async () => {
    await desk.engine.push(PREVIEW);
    assert.deepEqual(lines(), [PREVIEWED, LEDGER]);
    await desk.engine.push(PREVIEW);
    assert.deepEqual(lines(), [PREVIEWED, LEDGER]);
    await desk.engine.push(PUSH);
    assert.deepEqual(lines(), ['Posted with receipt 1: City’s part $12.00 less, Net -$45.00', LEDGER]);
  });

  it('leaves the sums above the headings and what was pulled as they are', async () => {
    const others = () =>
      desk.office.person.formulas('Adjustments!A1:A3').concat(desk.office.person.formulas('Adjustments!E3:R3'));
    const before = others();
    await desk.engine.push(PREVIEW);
    assert.deepEqual(others(), before);
  });

  it('is taken away by a preview that would post nothing, and by the next pull', async () => {
    const { effect } = desk.bridge;
    await desk.engine.push(PREVIEW);
    desk.bridge.effect = null;
    await desk.engine.push(PREVIEW);
    assert.deepEqual(lines(), []);
    desk.bridge.effect = effect;
    await desk.engine.push(PREVIEW);
    assert.equal(lines().length, 2);
    await desk.engine.push(PUSH);
    assert.equal(lines().length, 2);
    await desk.engine.pull('adjustments', {});
    assert.deepEqual(lines(), []);
  });

  it('is of the valid rows alone where others are refused, and says so', async () => {
    desk.office.person.paste('Adjustments!E6', [['10-2', 'water', 'goodwill', 'forty', 'leak fixed']]);
    await desk.engine.push(PUSH);
    const sums = 'City’s part $12.00 less, Net -$45.00';
    assert.deepEqual(lines(), [`Not posted; the valid rows alone come to: ${sums}`, LEDGER]);
    desk.office.person.type('Adjustments!H6', -45);
    await desk.engine.push(PUSH);
    assert.deepEqual(lines(), [`Posted with receipt 1: ${sums}`, LEDGER]);
  });

  it('is replaced where a column was put in before it, and what the person wrote there stays', async () => {
    await desk.engine.push(PREVIEW);
    desk.office.person.insertColumn('Adjustments', 'B');
    for (const column of ['D', 'E', 'F']) desk.office.person.type(`Adjustments!${column}2`, `My note in ${column}`);
    await desk.engine.push(PREVIEW);
    assert.deepEqual(lines(), [PREVIEWED, 'My note in D', 'My note in E', 'My note in F', LEDGER]);
  });

  it('stands where the line of what was pulled does not run into it', async () => {
    const [[subject]] = desk.office.person.values('Adjustments!A2') as [[string]];
    await desk.engine.push(PREVIEW);
    const place = desk.office.person.values('Adjustments!A1:R1')[0]?.indexOf(PREVIEWED) ?? 0;
    const widths = [12, 22, 11, 30, 14, 10];
    const left = widths.slice(0, place).reduce((sum, width) => sum + width, 0);
    assert.ok(left > subject.length, `${left} characters beside ${subject.length}`);
  });
});
