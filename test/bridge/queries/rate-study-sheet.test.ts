import assert from 'node:assert/strict';
import path from 'node:path';
import { centsToDecimalText } from '../../../bridge/contract/money.js';
import { RATE_FILE_LENGTH_MAX } from '../../../bridge/contract/sheets/rate-file.js';
import { className } from '../../../bridge/contract/plain-name.js';
import { rateStudy } from '../../../bridge/queries/rate-study.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { loadTariffs } from '../../../bridge/sample-town/load/load-tariffs.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { migrate } from '../../../bridge/store/migrate.js';
import { changedRates } from '../../support/town/rate-files.js';
import { cell } from '../../support/town/sheet-rows.js';
import { emptyFolder, NOW } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

const WATER = 'water-sample@2000-01-01';

describe('a rate study in a sheet', () => {
  const town = useTown();
  const pull = (rates: unknown) => pulls['rate-study'](town().database, { tariffId: 'water-sample', rates }, NOW);
  const dearer = async () => ({ source: await changedRates(town(), WATER, { '21.50': '23.00' }) });

  it('has revenue by class and month, bills by use and the ten largest changes, as the study says them', async () => {
    const rates = await dearer();
    const { rows, totals } = await pull(rates);
    const study = await rateStudy(town().database, { tariffId: 'water-sample', rates });
    const of = (table: string, columns: readonly string[]) =>
      rows
        .filter((row) => cell('rate-study', row, 'table') === table)
        .map((row) => columns.map((column) => cell('rate-study', row, column)));
    const classes = study.classes.map((each) => ({ ...each, rateClass: className(each.rateClass) }));
    const parts = [{ rateClass: 'All classes', ...study.all }, ...classes];
    assert.deepEqual(
      of('Revenue by class', ['rateClass', 'bills', 'changed', 'before', 'after', 'difference']),
      parts.map(({ rateClass, total }) => [
        rateClass,
        total.bills,
        total.changed,
        ...[total.beforeCents, total.afterCents, total.differenceCents].map(centsToDecimalText),
      ]),
    );
    assert.deepEqual(
      of('Revenue by month', ['rateClass', 'month', 'after']),
      parts.flatMap(({ rateClass, months }) =>
        months.map(({ month, afterCents }) => [rateClass, month, centsToDecimalText(afterCents)]),
      ),
    );
    assert.deepEqual(
      of('Bills by use', ['fromKgal', 'belowKgal', 'bills', 'meanAfter']),
      parts.flatMap(({ levels }) =>
        levels.map(({ fromKgal, belowKgal, bills, meanAfterCents }) => [
          ...[fromKgal, belowKgal, bills],
          centsToDecimalText(meanAfterCents),
        ]),
      ),
    );
    assert.deepEqual(
      totals.map(({ label }) => label),
      ['Bills that change', 'Before', 'After', 'Difference'],
    );
    assert.equal(new Set(rows.map(([key]) => key)).size, rows.length);
  });

  it('names the ten bills that change most, the largest first', async () => {
    const rates = {
      source: await changedRates(town(), WATER, { 'tier_prices: [0, 5.75, 6.05]': 'tier_prices: [0, 9, 9]' }),
    };
    const { rows } = await pull(rates);
    const largest = rows.filter((row) => cell('rate-study', row, 'table') === 'Largest changes');
    const differences = largest.map((row) => Number(cell('rate-study', row, 'difference')));
    assert.equal(largest.length, 10);
    assert.deepEqual(
      differences,
      differences.toSorted((one, other) => other - one),
    );
    assert.ok((differences[9] ?? 0) > 0);
    const [first] = largest;
    assert.ok(first);
    const posted = await town().value<number>(
      `SELECT amount_cents FROM bill_charge WHERE service = 'water' AND bill_number = ?`,
      [Number(cell('rate-study', first, 'bill'))],
    );
    assert.equal(Math.round(Number(cell('rate-study', first, 'before')) * 100), posted);
  });

  it('says of bills that can’t be priced why', async () => {
    const rates = { source: await changedRates(town(), WATER, { REDUCED: 'OTHER' }) };
    const { rows, totals } = await pull(rates);
    const [row] = rows.filter((each) => cell('rate-study', each, 'table') === 'Not priced');
    assert.ok(row);
    assert.match(String(cell('rate-study', row, 'note')), /REDUCED/);
    assert.equal(totals.at(-1)?.label, 'Not priced');
  });

  it('has no row before anything is posted', async () => {
    const database = await openDatabase(path.join(await emptyFolder(), 'curbstop.db'));
    await migrate(database);
    await database.transaction((trx) => loadTariffs(trx));
    const parameters = { tariffId: 'water-sample', rates: { tariffVersionId: WATER } };
    const { rows, subject } = await pulls['rate-study'](database, parameters, NOW);
    await database.destroy();
    assert.deepEqual(rows, []);
    assert.match(subject, /no bills are posted yet$/);
  });

  it('is refused for a version that there is not, and a text too long to be kept', async () => {
    await assert.rejects(pull({ tariffVersionId: 'x' }), { code: 'unknown-tariff-version' });
    await assert.rejects(pull({ source: 'x'.repeat(RATE_FILE_LENGTH_MAX + 1) }), /longer than 200,000 characters/);
  });
});
