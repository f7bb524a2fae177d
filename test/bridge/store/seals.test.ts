import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Command } from '../../../bridge/commands/command.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { SEALED_TABLES, WHOLE_TABLES } from '../../../bridge/store/sealed-tables.js';
import { sealCommand, sealHash } from '../../../bridge/store/seals.js';
import { RawConnection } from '../../support/raw-connection.js';
import { useTown } from '../../support/town/town.js';

/** Gives the late rule another cut-off from a date on. */
const setCutOff: Command<{ cutOff: string }, Record<string, never>> = {
  kind: 'set-cut-off',
  roles: ['supervisor'],
  payload: z.object({ cutOff: z.string() }),
  changes: ['setting'],
  async execute({ trx }, { cutOff }) {
    await trx('setting').insert({
      name: 'late-rule',
      effective_from: '2026-12-01',
      value: JSON.stringify({ cutOff }),
    });
    return { outcome: 'applied', reply: {} };
  },
};

describe('the seals of commands', () => {
  const town = useTown();
  const pay = async () => {
    const accountId = await town().value<string>('SELECT min(account_id) FROM account');
    return town().run(postPayment, {
      accountId,
      amountCents: 100,
      receivedAt: '2026-11-23T14:00:00Z',
      source: 'Counter',
    });
  };
  const seals = (receipt: number | null) =>
    town().database.raw<Record<string, unknown>[]>(
      'SELECT table_name, first_key, last_key, row_count FROM seal WHERE command_number = ? ORDER BY table_name',
      [receipt ?? 0],
    );

  it('cover what a command added, table by table, and the head of the entries', async () => {
    const { reply, receiptNumber } = await pay();
    const numbered = (table: string, key: number) => {
      return { table_name: table, first_key: key, last_key: key, row_count: 1 };
    };
    assert.deepEqual(
      (await seals(receiptNumber)).filter(({ table_name: table }) => table !== 'allocation'),
      [numbered('command', receiptNumber ?? 0), numbered('payment', reply.paymentNumber)],
    );
    const last = await town().value<number>('SELECT last_entry FROM command_seal ORDER BY command_number DESC LIMIT 1');
    assert.equal(last, await town().value('SELECT max(entry_number) FROM journal_entry'));
    const { findings, head } = await verifyLedger(town().database);
    assert.deepEqual([findings, head.receiptNumber], [[], receiptNumber]);
    assert.match(head.hash, /^[0-9a-f]{64}$/);
  });

  it('are of no more than a thousand rows a part, and follow each other without a gap', async () => {
    const parts = await town().database.raw<
      { table_name: string; first_key: number; last_key: number; row_count: number }[]
    >('SELECT * FROM seal ORDER BY table_name, first_key');
    const charges = parts.filter((part) => part.table_name === 'bill_charge');
    assert.ok(charges.length > 1 && charges.every((part) => part.row_count <= 1_002));
    let next = 1;
    for (const part of charges) {
      assert.equal(part.first_key, next);
      next = part.last_key + 1;
    }
  });

  it('leave no trace of a preview or of what is refused', async () => {
    const before = await town().value('SELECT count(*) FROM seal');
    const accountId = await town().value<string>('SELECT min(account_id) FROM account');
    const payload = { accountId, amountCents: 100, receivedAt: '2026-11-23T14:00:00Z', source: 'Counter' };
    await town().run(postPayment, payload, { dryRun: true });
    assert.equal(await town().value('SELECT count(*) FROM seal'), before);
  });

  it('cover settings by the command that says that it changes them, and every other change of them is found', async () => {
    await town().run(setCutOff, { cutOff: '17:00' }, { role: 'supervisor' });
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    await town().database.raw(`UPDATE setting SET value = '{"cutOff":"23:59"}' WHERE name = 'late-rule'`);
    const { findings } = await verifyLedger(town().database);
    assert.deepEqual(
      findings.map(({ code, message }) => [code, message]),
      [['table-changed', 'The table setting is not as receipt 2 left it.']],
    );
    const again = town().run(setCutOff, { cutOff: '18:00' }, { role: 'supervisor' });
    await assert.rejects(again, { code: 'sealed-table-changed', message: /setting .* receipt 2/ });
  });

  it('are never changed, removed or added out of turn, from any connection', async () => {
    await pay();
    const raw = await RawConnection.open(town().file);
    try {
      for (const table of ['seal', 'table_seal', 'command_seal']) {
        await assert.rejects(raw.exec(`UPDATE ${table} SET command_number = command_number`), /never changed/);
        await assert.rejects(raw.exec(`DELETE FROM ${table}`), /never changed/);
        const replace = `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table} LIMIT 1`;
        await assert.rejects(raw.exec(replace), /never changed|does not follow/);
      }
      const gap = `INSERT INTO seal SELECT table_name, last_key + 2, last_key + 2, 1, columns, digest, command_number
        FROM seal WHERE table_name = 'payment' ORDER BY first_key DESC LIMIT 1`;
      await assert.rejects(raw.exec(gap), /does not follow/);
      const early = `INSERT INTO command_seal SELECT 99, last_entry, last_entry_hash, previous_hash, hash FROM command_seal LIMIT 1`;
      await assert.rejects(raw.exec(early), /does not follow/);
    } finally {
      await raw.close();
    }
  });

  it('refuse a second seal of one command', async () => {
    const last = await town().value<number>('SELECT max(command_number) FROM command');
    await assert.rejects(
      town().database.transaction((trx) => sealCommand(trx, last)),
      /does not follow|never changed/,
    );
  });

  it('have another hash when anything that they cover is another', () => {
    const facts = {
      commandNumber: 7,
      lastEntry: 9,
      lastEntryHash: 'a',
      parts: [['bill', 1, 2]],
      wholes: [['setting', 7]],
    };
    const others = [
      sealHash('x', facts),
      sealHash('', { ...facts, commandNumber: 8 }),
      sealHash('', { ...facts, lastEntry: 10 }),
      sealHash('', { ...facts, lastEntryHash: 'b' }),
      sealHash('', { ...facts, parts: [['bill', 1, 3]] }),
      sealHash('', { ...facts, wholes: [] }),
    ];
    assert.equal(new Set([sealHash('', facts), ...others]).size, others.length + 1);
  });

  it('cover every table of the ledger that is only ever added to, but for those that are chains or prove themselves', async () => {
    const appendOnly = await town().database.raw<{ tbl_name: string }[]>(
      `SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_refuses_delete' ORDER BY tbl_name`,
    );
    const sealed = new Set([...SEALED_TABLES.map(({ table }) => table), ...Object.keys(WHOLE_TABLES)]);
    const others = appendOnly.map(({ tbl_name: table }) => table).filter((table) => !sealed.has(table));
    const chains = ['command_seal', 'journal_entry', 'posting', 'seal', 'table_seal'];
    // Rates are proven by their own hash.
    assert.deepEqual(others, [...chains, 'tariff_version'].sort());
  });
});
