import assert from 'node:assert/strict';
import type { PushRow, PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { ratesSheet } from '../../../bridge/contract/sheets/rates.js';
import { sentColumns } from '../../../bridge/contract/sheets/sheet-kind.js';
import { cell, push, pushRowsOf, type Edits } from '../../support/town/sheet-rows.js';
import { useTown, type PulledSheet } from '../../support/town/town.js';

const WATER = { tariffId: 'water-sample', tariffVersionId: 'water-sample@2000-01-01' };
const NEW_DATE = '2027-01-01';

describe('pushing a sheet of rates', () => {
  const town = useTown();

  const pull = (): Promise<PulledSheet> => town().pull('rates', WATER);

  /** The key of the row with these texts in Class, Component and Item. */
  function keyOf(sheet: PulledSheet, className: string, component: string, item: string): string {
    const row = sheet.rows.find(
      (each) => [1, 2, 3].map((column) => each[column]).join() === [className, component, item].join(),
    );
    assert.ok(row, `${className}, ${component}, ${item}`);
    return String(row[0]);
  }

  const dateKey = (sheet: PulledSheet): string => keyOf(sheet, 'All classes', 'effective_date', 'Effective date');
  const baseKey = (sheet: PulledSheet): string => keyOf(sheet, 'RESIDENTIAL', 'minimum_charge', 'Base, meter 5/8"');

  function typedRow(sheetRow: number, cells: Readonly<Record<string, SheetCell>>): PushRow {
    return { key: 'A1-TYPED', sheetRow, cells: sentColumns(ratesSheet).map(({ id }) => cells[id] ?? null) };
  }

  async function pushEdits(sheet: PulledSheet, edits: Edits, options = {}) {
    return push(town(), sheet.pullId, pushRowsOf('rates', sheet, edits), options);
  }

  const versions = (): Promise<number> =>
    town().value(`SELECT count(*) FROM tariff_version WHERE tariff_id = 'water-sample'`);

  async function refused(sheet: PulledSheet, rows: readonly PushRow[]): Promise<string[]> {
    const before = await town().dump();
    const { outcome, reply } = await push(town(), sheet.pullId, rows, { mode: 'valid' });
    assert.equal(outcome, 'refused');
    assert.equal(reply.applied, 0);
    assert.deepEqual(await town().dump(), before);
    return reply.issues.map(({ code, column, sheetRow }) => `${code} ${column} ${sheetRow ?? ''}`.trimEnd());
  }

  it('pulls a version as a table, its effective date first', async () => {
    const { rows } = await pull();
    assert.deepEqual(rows[0]?.slice(1), ['All classes', 'effective_date', 'Effective date', null, '2000-01-01', null]);
    const tier = rows.find((row) => row[1] === 'RESIDENTIAL' && row[3] === 'Tier 2');
    assert.deepEqual(tier?.slice(1), ['RESIDENTIAL', 'commodity_charge', 'Tier 2', '3.5', '5.4', '$ per kgal']);
  });

  it('pulls no version that is unknown or of another tariff', async () => {
    for (const parameters of [
      { ...WATER, tariffVersionId: 'water-sample@1900-01-01' },
      { ...WATER, tariffId: 'sewer-alabaster' },
    ]) {
      await assert.rejects(town().pull('rates', parameters), (error) => {
        return error instanceof CurbstopError && error.code === 'unknown-tariff-version';
      });
    }
  });

  it('makes a new version that differs only in what was typed, and says what it changes in bills', async () => {
    const sheet = await pull();
    const edits = { [dateKey(sheet)]: { price: NEW_DATE }, [baseKey(sheet)]: { price: 22.5 } };
    const preview = await pushEdits(sheet, edits, { dryRun: true });
    assert.deepEqual([preview.outcome, preview.reply.applied, await versions()], ['previewed', 2, 1]);
    const { impact } = preview.reply;
    assert.ok(impact);
    const residential = impact.classes.find(({ rateClass }) => rateClass === 'RESIDENTIAL');
    assert.ok(residential && residential.changed > 0);
    assert.equal(impact.total.differenceCents, 100 * impact.total.changed, 'a dollar on each bill with a 5/8" meter');
    assert.equal(impact.largest[0]?.differenceCents, 100);

    const pushed = await pushEdits(sheet, edits);
    assert.deepEqual([pushed.outcome, pushed.reply.impact], ['applied', impact]);
    const [before, after] = await Promise.all(
      ['2000-01-01', NEW_DATE].map((date) =>
        town().value<string>('SELECT source FROM tariff_version WHERE tariff_version_id = ?', [`water-sample@${date}`]),
      ),
    );
    assert.equal(
      after,
      before?.replace('effective_date: 2000-01-01', `effective_date: ${NEW_DATE}`).replace('21.50', '22.50'),
    );
    assert.deepEqual(statuses(pushed.reply), [
      'Effective date 2000-01-01 becomes 2027-01-01.',
      'Price 21.5 becomes 22.5.',
    ]);
  });

  const statuses = (reply: PushSheetReply): string[] => reply.rows.map(({ text }) => text);

  it('adds a tier typed into a row of its own, and takes one away whose row was deleted', async () => {
    const sheet = await pull();
    const rows = pushRowsOf('rates', sheet, { [dateKey(sheet)]: { price: NEW_DATE } });
    const last = keyOf(sheet, 'RESIDENTIAL', 'commodity_charge', 'Tier 4');
    const at = rows.findIndex(({ key }) => key === last);
    const edited = rows.toSpliced(at, 1, typedRow(at + 5, { from: 31, price: 8.1 }));
    const { outcome, reply } = await push(town(), sheet.pullId, edited);
    assert.equal(outcome, 'applied');
    assert.deepEqual(reply.notices, ['RESIDENTIAL, commodity_charge, Tier 4 is removed.']);
    assert.ok(statuses(reply).includes('New tier from 31 at 8.1.'));
    const source = await town().value<string>('SELECT source FROM tariff_version WHERE tariff_version_id = ?', [
      `water-sample@${NEW_DATE}`,
    ]);
    assert.ok(source.includes('tier_starts: [0, 3.5, 11, 31]\n    tier_prices: [0, 5.40, 6.10, 8.10]'));
  });

  it('takes the number that Excel keeps for a pasted date', async () => {
    const sheet = await pull();
    const { reply } = await pushEdits(sheet, { [dateKey(sheet)]: { price: 46388 } }, { dryRun: true });
    assert.deepEqual(statuses(reply), ['Effective date 2000-01-01 becomes 2027-01-01.']);
  });

  it('asks for a new date at its cell where the version’s own was left, or is there already', async () => {
    const sheet = await pull();
    const untouchedDate = pushRowsOf('rates', sheet, { [baseKey(sheet)]: { price: 22 } });
    assert.deepEqual(await refused(sheet, untouchedDate), ['same-effective-date price 5']);
    await pushEdits(sheet, { [dateKey(sheet)]: { price: NEW_DATE } });
    const again = pushRowsOf('rates', sheet, { [dateKey(sheet)]: { price: NEW_DATE } });
    assert.deepEqual(await refused(sheet, again), ['same-effective-date price 5']);
  });

  it('refuses at the date’s cell a date that posted bills reach beyond', async () => {
    const sheet = await pull();
    const rows = pushRowsOf('rates', sheet, { [dateKey(sheet)]: { price: '2026-01-01' } });
    assert.deepEqual(await refused(sheet, rows), ['back-dated price 5']);
  });

  it('brings an error of the new rates back to the cell that it stands in', async () => {
    const sheet = await pull();
    const formula = keyOf(sheet, 'BUSINESS', 'bill', 'Formula');
    const edits = { [dateKey(sheet)]: { price: NEW_DATE }, [formula]: { price: 'minimum_charge+' } };
    const rows = pushRowsOf('rates', sheet, edits);
    const at = rows.find(({ key }) => key === formula)?.sheetRow;
    assert.deepEqual(await refused(sheet, rows), [`formula-syntax price ${at}`]);
    const { reply } = await push(town(), sheet.pullId, rows, { dryRun: true });
    assert.doesNotMatch(reply.issues[0]?.message ?? '', /line \d/, 'the person does not see the file');
  });

  it('refuses rates that leave the last cycle’s bills without a price, at the cell that is to blame', async () => {
    const sheet = await pull();
    const formula = keyOf(sheet, 'BUSINESS', 'bill', 'Formula');
    const edits = {
      [dateKey(sheet)]: { price: NEW_DATE },
      [formula]: { price: 'minimum_charge+pool*commodity_charge' },
    };
    const rows = pushRowsOf('rates', sheet, edits);
    const at = rows.find(({ key }) => key === formula)?.sheetRow;
    assert.deepEqual(await refused(sheet, rows), [`unknown-name price ${at}`]);
  });

  it('refuses rates with an error that no bill of the last cycle shows, at the cell that is to blame', async () => {
    const sheet = await pull();
    const formula = keyOf(sheet, 'BUSINESS', 'bill', 'Formula');
    const edits = { [dateKey(sheet)]: { price: NEW_DATE }, [formula]: { price: 'minimum_charge' } };
    const rows = pushRowsOf('rates', sheet, edits);
    const at = rows.find(({ key }) => key === formula)?.sheetRow;
    assert.deepEqual(await refused(sheet, rows), [`lines-do-not-add-up price ${at}`]);
  });

  it('pushes nothing in part: one cell that can’t be read holds all back', async () => {
    const sheet = await pull();
    const edits = { [dateKey(sheet)]: { price: NEW_DATE }, [baseKey(sheet)]: { price: true } };
    const rows = pushRowsOf('rates', sheet, edits);
    const at = rows.find(({ key }) => key === baseKey(sheet))?.sheetRow;
    assert.deepEqual(await refused(sheet, rows), [`not-rate price ${at}`]);
  });

  it('says all that is wrong at once: a cell, a formula that was cleared, the date', async () => {
    const sheet = await pull();
    const formula = keyOf(sheet, 'BUSINESS', 'bill', 'Formula');
    const edits = { [baseKey(sheet)]: { price: true }, [formula]: { price: null } };
    const found = await refused(sheet, pushRowsOf('rates', sheet, edits));
    assert.deepEqual(
      found.map((issue) => issue.split(' ')[0]),
      ['not-rate', 'empty-rate', 'same-effective-date'],
    );
  });

  it('refuses a class that was retyped, and a row that was deleted and is no tier', async () => {
    const sheet = await pull();
    const retyped = pushRowsOf('rates', sheet, { [baseKey(sheet)]: { class: 'BUSINESS' } });
    const at = retyped.find(({ key }) => key === baseKey(sheet))?.sheetRow;
    assert.deepEqual(await refused(sheet, retyped), [`fixed-cell class ${at}`, 'same-effective-date price 5']);
    const missing = pushRowsOf('rates', sheet).filter(({ key }) => key !== baseKey(sheet));
    assert.deepEqual(await refused(sheet, missing), ['removed-row', 'same-effective-date price 5']);
  });

  it('has nothing to push while nothing was changed', async () => {
    const sheet = await pull();
    const { outcome, reply } = await pushEdits(sheet, {}, { dryRun: true });
    assert.deepEqual([outcome, reply.applied, reply.issues, reply.impact], ['previewed', 0, [], null]);
  });

  it('says that a newer version is there whose changes the new one lacks', async () => {
    const sheet = await pull();
    await pushEdits(sheet, { [dateKey(sheet)]: { price: NEW_DATE } });
    const later = { [dateKey(sheet)]: { price: '2028-01-01' }, [baseKey(sheet)]: { price: 23 } };
    const { reply } = await pushEdits(sheet, later, { dryRun: true });
    assert.match(reply.notices.join(), /has a version from 2027-01-01/);
    assert.equal(cell('rates', sheet.rows[0] ?? [], 'price'), '2000-01-01');
  });
});
