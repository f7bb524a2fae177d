import assert from 'node:assert/strict';
import { reversalChecks } from '../../../../bridge/queries/proof/reversal-checks.js';
import { AccountEntries } from '../../../support/town/account-entries.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { useTown } from '../../../support/town/town.js';

describe('the proof of reversed pushes', () => {
  const town = useTown();
  let receipt: number | null;

  beforeEach(async () => {
    const sheet = await AccountEntries.of(town());
    const fee = { account: sheet.debtor, what: 'fee', amount: 25 };
    ({ receiptNumber: receipt } = await sheet.send([fee, fee, fee]));
    await reversePushed(town(), receipt, { rows: ['k1'] });
  });

  async function findingsAfter(change: string): Promise<string[]> {
    const undo = new Error('undone');
    const found: string[] = [];
    await town()
      .database.transaction(async (trx) => {
        const triggers = await trx.raw<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`);
        for (const { name } of triggers) await trx.raw(`DROP TRIGGER ${name}`);
        await trx.raw(change);
        for (const check of reversalChecks) found.push(...(await check(trx)).map(({ code }) => code));
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    return [...new Set(found)];
  }

  it('finds nothing where rows were reversed as they are', async () => {
    assert.deepEqual(await findingsAfter('SELECT 1'), []);
  });

  it('finds a reversal of a row whose entry is not reversed, or is by another receipt', async () => {
    const last = await town().value<number>('SELECT max(command_number) FROM command');
    const forged = `INSERT INTO push_reversal VALUES (2, ${receipt ?? 0}, 'k2', ${last})`;
    assert.deepEqual(await findingsAfter(forged), ['push-reversal-differs']);
    const moved = `UPDATE push_reversal SET command_number = ${last} + 1`;
    assert.ok((await findingsAfter(moved)).includes('push-reversal-differs'));
  });

  it('finds an entry that is reversed without its row, and one that is not the other way', async () => {
    assert.deepEqual(await findingsAfter('DELETE FROM push_reversal'), ['reversal-unnamed']);
    const other = `UPDATE posting SET amount_cents = amount_cents * 2
                   WHERE entry_number = (SELECT max(entry_number) FROM journal_entry WHERE kind = 'reversal')`;
    assert.deepEqual(await findingsAfter(other), ['reversal-differs']);
  });

  it('finds a reversal of a row that was never pushed, and one by a command that reverses another receipt', async () => {
    const last = await town().value<number>('SELECT max(command_number) FROM command');
    const unknown = `INSERT INTO push_reversal VALUES (2, ${receipt ?? 0}, 'k9', ${last})`;
    assert.deepEqual(await findingsAfter(unknown), ['push-reversal-unknown']);
    const payload = `UPDATE command SET payload = '{"receiptNumber":1}' WHERE command_number = ${last}`;
    assert.deepEqual(await findingsAfter(payload), ['push-reversal-unknown']);
  });
});
