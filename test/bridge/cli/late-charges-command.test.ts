import assert from 'node:assert/strict';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { commandLine } from '../../support/command-line.js';
import { townCopy } from '../../support/town/sample-town-file.js';

describe('the command late-charges', () => {
  const DUE = '2026-11-11';
  let file = '';
  beforeEach(async () => {
    file = await townCopy();
  });

  const lateCharges = (...args: string[]) => commandLine('late-charges', ...args, '--data', path.dirname(file));
  const rowsOf = (out: string) =>
    parse<Record<string, string>>(out.slice(0, out.lastIndexOf('\n', out.indexOf('\nCharged:')) + 1 || undefined), {
      columns: true,
      relax_column_count: true,
    });

  it('lists who is late, and charges nobody without --post', async () => {
    const { code, out, err } = await lateCharges(DUE);
    assert.equal(code, 0);
    const rows = rowsOf(out);
    assert.ok(rows.length > 0 && rows.every((row) => row['State'] === 'undecided' && row['Due date'] === DUE));
    assert.match(err, /To decide \(\d+\): \$/);
    assert.equal((await lateCharges(DUE)).out, out);
  });

  it('charges with --post all that was not decided, once however often it is run', async () => {
    const undecided = rowsOf((await lateCharges(DUE)).out).length;
    const posted = await lateCharges(DUE, '--post');
    assert.match(posted.out, new RegExp(`Charged: ${undecided} accounts\\. Receipt \\d+\\.\\n$`));
    const again = await lateCharges(DUE, '--post');
    assert.equal(again.code, 0);
    assert.ok(!again.out.includes('Charged: '));
    assert.ok(rowsOf(again.out).every((row) => row['State'] === 'charged'));
    const database = await openDatabase(file);
    assert.deepEqual((await verifyLedger(database)).findings, []);
    await database.destroy();
  });

  it('refuses a day that is no due date, one that is not over, and auditors', async () => {
    assert.equal((await lateCharges('soon')).code, 2);
    const unknown = await lateCharges('2026-11-12');
    assert.deepEqual([unknown.code, /No bill of a run that stands is due on 2026-11-12/.test(unknown.err)], [1, true]);
    assert.equal((await lateCharges(DUE, '--post', '--person', 'auditor')).code, 1);
  });
});
