import assert from 'node:assert/strict';
import { reversalChecks } from '../../../bridge/queries/proof/reversal-checks.js';
import { BEFORE_IT, LAST_POSTED, reverse } from '../../support/town/run-reversal.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('reversing is the only way to undo a posted run', () => {
  const town = useTown();
  const db = () => town().database;

  it('for SQL too: the run stays posted, and no reversal is written down without its entries', async () => {
    await assert.rejects(db().raw(`UPDATE bill_run SET status = 'open' WHERE bill_run_id = '${LAST_POSTED}'`), /never/);
    const written = (billRunId: string) => db().raw(`INSERT INTO bill_run_reversal VALUES (1, '${billRunId}', 'x', 1)`);
    await assert.rejects(written(LAST_POSTED), /no entry that reverses it/);
    await assert.rejects(written(BEFORE_IT), /Only the last posted run/);
    await assert.rejects(written(BEACON_RUN), /Only the last posted run/);
    await assert.rejects(
      db().raw(
        `INSERT INTO bill_run SELECT 'x', cycle_id, period_from, period_to, billed_on, due_on, 'open', NULL, 2, ''
         FROM bill_run WHERE bill_run_id = '${LAST_POSTED}'`,
      ),
      /only after its run was reversed/,
    );
  });

  it('and the proof finds a reversal that is none, or of a part of a run', async () => {
    await reverse(town());
    const reversal = await town().value<number>(`SELECT max(entry_number) FROM journal_entry WHERE kind = 'reversal'`);
    for (const [change, words] of [
      [
        `UPDATE posting SET amount_cents = amount_cents + 1 WHERE entry_number = ${reversal} AND line_number = 1`,
        /Entry \d+ reverses entry \d+, and is not/,
      ],
      [
        `UPDATE journal_entry SET reverses = NULL WHERE entry_number = ${reversal}`,
        /Bill \d+ .* is not reversed, and its run is, by/,
      ],
      [`DELETE FROM bill_run_reversal`, /Bill \d+ .* is reversed by entry \d+, and its run is not reversed/],
      [`DELETE FROM bill_run_reversal`, /Run 2-2026-10-2 bills the period of 2-2026-10 again/],
    ] as const) {
      const found = await findingsAfter(change);
      assert.ok(
        found.some(({ message }) => words.test(message)),
        `${change}: ${JSON.stringify(found)}`,
      );
    }
  });

  /** What the proof finds after a change by somebody with a database tool, who has the triggers out of the way. */
  async function findingsAfter(change: string) {
    const undo = new Error('undone');
    let found: readonly { code: string; message: string }[] = [];
    await db()
      .transaction(async (trx) => {
        const triggers = await trx.raw<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`);
        for (const { name } of triggers) await trx.raw(`DROP TRIGGER ${name}`);
        await trx.raw(change);
        for (const check of reversalChecks) found = [...found, ...(await check(trx))];
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    return found;
  }
});
