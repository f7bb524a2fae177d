import assert from 'node:assert/strict';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { startingBillReview } from '../../../migrations/starting-bill-review.js';
import { decideBills, postRun } from '../../support/town/bill-run.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { BEACON_RUN, NOW } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell } from '../../support/town/sheet-rows.js';
import { TestTown } from '../../support/town/town.js';

const HELD = '02-0003-02/first-bill';
const RELEASED = '02-0003-01/final-bill';

type Rows = readonly (readonly SheetCell[])[];

describe('the sheets of a posted run', () => {
  let town: TestTown;
  let closedAccount: string;
  let [exceptions, totals]: [Rows, Rows] = [[], []];

  const pulled = async (kind: 'bill-exceptions' | 'bill-totals') =>
    (await town.pull(kind, { billRunId: BEACON_RUN })).rows;
  const has = (row: readonly SheetCell[], column: string) => cell('bill-exceptions', row, column);
  const weighs = (severity: 'look' | 'information', from: string) =>
    town.writeSetting('bill-review', from, {
      ...startingBillReview,
      severities: { ...startingBillReview.severities, 'first-bill': severity, 'final-bill': severity },
    });

  before(async () => {
    town = await TestTown.open();
    closedAccount = await town.value(
      `SELECT min(account_id) FROM account JOIN premises USING (premises_id) JOIN route USING (route_id)
       WHERE cycle_id = '1' AND status = 'closed'`,
    );
    await town.database.raw(`UPDATE service SET ended_on = NULL WHERE account_id = ? AND service = 'garbage'`, [
      closedAccount,
    ]);
    await weighs('look', '2026-01-01');
    await unloadUsual(town, BEACON_RUN);
    await acceptTheRest(town, BEACON_RUN);
    await decideBills(town, BEACON_RUN, {
      [HELD]: { decision: 'hold', reason: 'Dispute' },
      [RELEASED]: { decision: 'release' },
      [`${closedAccount}/service-after-closing`]: { decision: 'release', reason: 'Ended today' },
    });
    [exceptions, totals] = [await pulled('bill-exceptions'), await pulled('bill-totals')];
    await postRun(town, BEACON_RUN);
    await weighs('information', '2026-01-02');
    await town.database.raw(`UPDATE service SET ended_on = '2026-06-30' WHERE service = 'garbage'`);
  });
  after(() => town.close());

  it('have the exceptions as they weighed and were decided then, whatever they would be now', async () => {
    assert.deepEqual(
      exceptions.map((row) => [row[0], has(row, 'severity'), has(row, 'state')]),
      [
        [RELEASED, 'needs a look', 'released'],
        [HELD, 'needs a look', 'held'],
        [`${closedAccount}/service-after-closing`, 'needs a look', 'released'],
      ],
    );
    // What the run left out has no bill any more.
    const ofBill = ['usage', 'billTotal'].map((id) =>
      sheetKinds['bill-exceptions'].columns.findIndex((column) => column.id === id),
    );
    const asPosted = exceptions.map((row) =>
      row[0] === HELD ? row.map((value, index) => (ofBill.includes(index) ? null : value)) : row,
    );
    assert.deepEqual(await pulled('bill-exceptions'), asPosted);
  });

  it('have the totals of its register, with the accounts that it held', async () => {
    assert.deepEqual(await pulled('bill-totals'), totals);
    const { totals: above } = await pulls['bill-totals'](town.database, { billRunId: BEACON_RUN }, NOW);
    assert.deepEqual(above?.[1], { label: 'Held', value: '1' });
  });

  it('still tell of runs whose exceptions were not kept what was decided', async () => {
    const raw = town.database;
    await raw.raw('DROP TRIGGER posted_exception_refuses_delete');
    await raw.raw('DELETE FROM posted_exception WHERE bill_run_id = ?', [BEACON_RUN]);
    const rows = (await pulled('bill-exceptions')).map((row) => [row[0], has(row, 'severity'), has(row, 'state')]);
    assert.deepEqual(rows, [
      [RELEASED, null, 'released'],
      [HELD, null, 'held'],
    ]);
  });
});
